import { any, number, oneOf, yesNo, type Accepts } from "./values";
import { names, numbers, yesNos, type Attributes, type Holder } from "./section";

/** Nothing but digits, maybe after a sign, within bounds. */
const whole =
  (least: number, most: number): Accepts =>
  (value) =>
    /^(?:\s*[+-]?\d+)?$/.test(value) && Number(value) >= least && Number(value) <= most
      ? undefined
      : `write a number of ${least} to ${most}`;

/** Seconds or a number with a unit. */
const time =
  (least: number): Accepts =>
  (value) => {
    const digits = /^\s*\+?(\d+)(?:[wdhms].*)?$/s.exec(value)?.[1] ?? (value === "" ? "0" : "-1");
    return Number(digits) >= least ? undefined : "write a number with s, m, h, d or w";
  };

/** A size: a number of KB, or one with KB, MB, GB or TB. */
const size: Accepts = (value) =>
  /^\d+$/.test(value) || /^\d*[a-z]b$/i.test(value) || /[^a-z\d]b$/i.test(value)
    ? undefined
    : "write a number with KB, MB, GB or TB";

/** Days of the week by their names, several of them, or weekdays and weekends; ! before them for the others. */
const days: Accepts = (value) =>
  /^ *!? *(?:(?:sun|mon|tues|wednes|thurs|fri|satur)day|sun|mon|tue|wed|thu|fri|sat|weekdays|weekends)(?:[ ,]+|$)/i.test(
    value,
  )
    ? undefined
    : "write names of days, such as saturday";

/** hh:mm, or with am or pm. */
const clock: Accepts = (value) => {
  const [, hour, half] = /^ *(\d{1,2})(?::\d{2})? *([ap]m)? *$/i.exec(value) ?? [];
  const most = half?.toLowerCase() === "pm" ? 12 : 23;
  return hour !== undefined && Number(hour) <= most ? undefined : "write hh:mm";
};

/** A program with its arguments; what is no path is not found. */
const program: Accepts = (value) =>
  value === "" || value.startsWith("/")
    ? undefined
    : "write the whole path of a program that exists";

/** `enabled` and a bound of a list or a file. */
const limit = (bound: string, accepts: Accepts): Holder => ({
  elements: { enabled: yesNo, [bound]: accepts },
  unknown: "unchecked",
  wrongValue: "section off",
});

const diffLimit: Holder = { ...limit("limit", size), wrongValue: "ignored" };

/** The paths of an element are patterns with type="sregex", and there is no other type. */
const sregex = (wrong: Attributes["wrongValue"]): Attributes => ({
  takes: { type: oneOf("sregex") },
  unknown: wrong,
  wrongValue: wrong,
  firstOnly: true,
});

const CHECKS =
  "check_all check_sum check_sha1sum check_md5sum check_sha256sum check_size check_owner check_group check_perm " +
  "check_mtime check_inode follow_symbolic_link realtime report_changes whodata";

/** wazuh-syscheckd goes on without file integrity monitoring where it does not take a value. */
export const SYSCHECK: Holder = {
  unknown: "ignored",
  wrongValue: "section off",
  wrongValues: { alert_new_files: "refused", auto_ignore: "refused", max_eps: "ignored" },
  elements: {
    ...names("directories windows_registry database file_limit registry_limit"),
    ...names("ignore registry_ignore nodiff remove_old_diff whodata"),
    ...names("synchronization diff windows_audit_interval"),
    ...yesNos("alert_new_files auto_ignore disabled scan_on_start skip_nfs skip_dev skip_sys"),
    ...yesNos("skip_proc restart_audit allow_remote_prefilter_cmd"),
    ...numbers("frequency max_files_per_second"),
    process_priority: whole(-20, 19),
    max_eps: whole(0, 1_000_000),
    scan_time: clock,
    scan_day: days,
    prefilter_cmd: program,
  },
  attributes: {
    directories: {
      takes: {
        ...yesNos(CHECKS),
        ...names("check_attrs restrict tags"),
        recursion_level: number(0, 320),
        diff_size_limit: size,
      },
      unknown: "ignored",
      wrongValue: "ignored",
    },
    ignore: sregex("section off"),
    nodiff: sregex("section off"),
  },
  inner: {
    file_limit: limit("entries", number()),
    registry_limit: limit("entries", number()),
    synchronization: {
      plainTexts: true,
      unknown: "ignored",
      wrongValue: "ignored",
      elements: {
        ...names("registry_enabled"),
        enabled: yesNo,
        interval: time(1),
        max_interval: time(0),
        response_timeout: time(0),
        queue_size: whole(2, 1_000_000),
        max_eps: whole(0, 1_000_000),
        thread_pool: number(1),
      },
    },
    whodata: {
      plainTexts: true,
      unknown: "section off",
      wrongValue: "section off",
      elements: {
        audit_key: any,
        startup_healthcheck: yesNo,
        restart_audit: yesNo,
        provider: oneOf("ebpf", "audit"),
        queue_size: whole(10, 2 ** 20),
      },
    },
    diff: {
      unknown: "unchecked",
      elements: names("nodiff disk_quota file_size"),
      attributes: { nodiff: sregex("ignored") },
      inner: { disk_quota: diffLimit, file_size: diffLimit },
    },
  },
};
