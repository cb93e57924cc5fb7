import type { Node } from "../read/node";
import { lastOf, type Ask } from "./ask";
import { PLAIN_TEXTS } from "./clusterd";
import { clock, days, program, size, time, whole } from "./syscheckValues";
import { any, number, oneOf, yesNo, type Accepts } from "./values";
import { names, numbers, yesNos, type Attributes, type Holder } from "./section";

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

/** Directories that one `<directories>` may name. */
const MOST_DIRECTORIES = 64;

const UNITS: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };

/** Seconds of an element, or what holds where it says none. */
function secondsOf(node: Node | undefined, unsaid: number): number {
  const [, digits = "", unit = ""] = /^\s*\+?(\d+)([wdhms]?)/.exec(node?.content ?? "") ?? [];
  return digits === "" ? unsaid : Number(digits) * (UNITS[unit] ?? 1);
}

const SHORT_MAXIMUM: Ask = {
  wrong: (synchronization) =>
    secondsOf(lastOf(synchronization, "max_interval"), 3600) <
    secondsOf(lastOf(synchronization, "interval"), 300),
  effect: "ignored",
  reason: "makes max_interval shorter than interval; Wazuh takes interval for both",
  instead: "write a max_interval that is at least as long",
};

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
  // Of Windows alone before (config/syscheck-config.c:1823, v4.14.0).
  since: { registry_limit: "4.14.1" },
  asks: [
    {
      of: "directories",
      wrong: ({ content }) => content.split(",").length > MOST_DIRECTORIES,
      effect: "ignored",
      reason: `names more than ${MOST_DIRECTORIES} directories; the rest have no effect`,
      instead: "write a second <directories>",
    },
  ],
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
      asks: [PLAIN_TEXTS, SHORT_MAXIMUM],
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
      asks: [PLAIN_TEXTS],
      unknown: "section off",
      wrongValue: "section off",
      elements: {
        audit_key: any,
        startup_healthcheck: yesNo,
        restart_audit: yesNo,
        provider: oneOf("ebpf", "audit"),
        queue_size: whole(10, 2 ** 20),
      },
      // config/syscheck-config.c:2120, v4.12.0
      since: { provider: "4.12.0" },
    },
    diff: {
      unknown: "unchecked",
      elements: names("nodiff disk_quota file_size"),
      attributes: { nodiff: sregex("ignored") },
      inner: { disk_quota: diffLimit, file_size: diffLimit },
    },
  },
};
