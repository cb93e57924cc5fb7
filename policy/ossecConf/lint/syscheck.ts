import type { Node } from "../../wazuh/read/node";
import { lastChild, sectionsOf, type OssecConf } from "../../wazuh/read/ossecConf";
import type { Report } from "./report";

/** Directories that one `<directories>` may name. */
const MOST_DIRECTORIES = 64;

/** Seconds, where nothing is written. */
const DEFAULTS = { interval: 300, max_interval: 3600 };

/** What of `<syscheck>` wazuh-syscheckd takes otherwise than it stands there, beyond the values of single elements. */
export function lintSyscheck(conf: OssecConf, report: Report): void {
  for (const child of sectionsOf(conf, "syscheck").flatMap(({ children }) => children)) {
    if (child.name === "directories" && child.content.split(",").length > MOST_DIRECTORIES) {
      report.warning(
        "wrong-value",
        child,
        `names more than ${MOST_DIRECTORIES} directories; those behind have no effect`,
        "write a second <directories>",
      );
    }
    if (child.name === "synchronization") lintIntervals(child, report);
  }
}

function lintIntervals(synchronization: Node, report: Report): void {
  const seconds = (name: keyof typeof DEFAULTS): number => {
    const given = lastChild(synchronization, name)?.content;
    return (given === undefined ? undefined : secondsOf(given)) ?? DEFAULTS[name];
  };
  const most = lastChild(synchronization, "max_interval");
  if (seconds("max_interval") >= seconds("interval")) return;
  report.warning(
    "wrong-value",
    most ?? synchronization,
    "makes max_interval shorter than interval; Wazuh takes interval for both",
    "write a max_interval that is at least as long",
  );
}

const UNITS: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };

function secondsOf(value: string): number | undefined {
  const [, digits = "", unit = ""] = /^\s*\+?(\d+)([wdhms]?)/.exec(value) ?? [];
  return digits === "" ? undefined : Number(digits) * (UNITS[unit] ?? 1);
}
