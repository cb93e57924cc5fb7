import { SCHEDULE } from "./schedule";
import { any, filled, number, oneOf, yesNo } from "./values";
import { names, numbers, strict, yesNos, type Attributes, type Holder } from "./section";
import { SYSCHECK } from "./syscheck";

const LOG_FORMATS = new Set(
  (
    "syslog generic json snort-full snort-fast apache iis squid nmapg mysql_log ossecalert mssql_log postgresql_log " +
    "djb-multilog syslog-pipe command full_command audit multi-line-regex eventlog eventchannel macos journald"
  ).split(" "),
);

/** The first attribute must be type; another type than these is taken for pcre2. */
const REGEX_TYPE: Attributes = {
  takes: { type: oneOf("pcre2", "osregex", "osmatch") },
  unknown: "refused",
  wrongValue: "ignored",
  firstOnly: true,
};

/** What the manager watches on its own host. */
export const WATCHING: Readonly<Record<string, Holder>> = {
  syscheck: SYSCHECK,
  localfile: {
    ...strict({
      ...names(
        "location command log_format alias query label target out_format exclude " +
          "ignore restrict multiline_regex filter",
      ),
      age: (value) =>
        /^\s*\+?0*[1-9]\d*[wdhms]?/.test(value) && /^\s*\+?\d+(?:[wdhms].*)?$/s.test(value)
          ? undefined
          : "write a number with s, m, h, d or w",
      reconnect_time: (value) =>
        /^\s*[+-]?0*[1-9]\d*(?![\dwdhms])/.test(value)
          ? "write a number with s, m, h, d or w"
          : undefined,
      frequency: (value) => (value === "hourly" || value === "daily" ? undefined : number()(value)),
      ignore_binaries: yesNo,
      "only-future-events": yesNo,
      log_format: (value) =>
        LOG_FORMATS.has(value) || /^multi-line *: *\d*[1-9]/.test(value)
          ? undefined
          : "write one of the formats of Wazuh, such as syslog or json",
    }),
    attributes: {
      label: {
        takes: { key: filled },
        unknown: "unchecked",
        wrongValue: "refused",
        needed: ["key"],
      },
      ignore: REGEX_TYPE,
      restrict: REGEX_TYPE,
      out_format: { takes: { target: any }, unknown: "ignored", wrongValue: "ignored" },
    },
    wrongValues: { "only-future-events": "ignored" },
    caseless:
      "log_format alias exclude ignore_binaries ignore restrict multiline_regex filter".split(" "),
  },
  rootcheck: {
    unknown: "section off",
    wrongValue: "section off",
    elements: {
      ...names("rootkit_files rootkit_trojans windows_audit system_audit windows_apps"),
      ...names("windows_malware base_directory ignore"),
      ...yesNos("scanall readall disabled skip_nfs check_dev check_files check_if check_pids"),
      ...yesNos("check_ports check_sys check_trojans check_unixaudit check_winapps check_winaudit"),
      ...yesNos("check_winmalware"),
      ...numbers("frequency"),
    },
  },
  sca: {
    unknown: "refused",
    elements: {
      ...SCHEDULE,
      ...names("policies"),
      enabled: yesNo,
      scan_on_start: yesNo,
      skip_nfs: yesNo,
    },
    inner: {
      policies: {
        empty: "refused",
        unknown: "refused",
        elements: { policy: any },
      },
    },
  },
};
