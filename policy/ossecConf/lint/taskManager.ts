import { lastChild, sectionsOf, type OssecConf } from "../../wazuh/read/ossecConf";
import type { Report } from "./report";
import { taskSeconds } from "../../wazuh/known/schedule";

/** Seconds, where nothing is written. */
const DEFAULTS = { cleanup_time: 604_800, task_timeout: 900 };

/** Are tasks kept for at least as long as one may take? Each `<task-manager>` adds to what those before it said. */
export function lintTaskManager(conf: OssecConf, report: Report): void {
  const times = { ...DEFAULTS };
  for (const section of sectionsOf(conf, "task-manager")) {
    if (section.children.length === 0) continue;
    for (const name of ["cleanup_time", "task_timeout"] as const) {
      times[name] = taskSeconds(lastChild(section, name)?.content ?? "") ?? times[name];
    }
    if (times.cleanup_time >= times.task_timeout) continue;
    report.error(
      "refused-value",
      lastChild(section, "cleanup_time") ?? lastChild(section, "task_timeout") ?? section,
      `makes cleanup_time (${times.cleanup_time} s) shorter than task_timeout (${times.task_timeout} s); wazuh-modulesd does not start`,
      "write a cleanup_time that is at least as long",
    );
  }
}
