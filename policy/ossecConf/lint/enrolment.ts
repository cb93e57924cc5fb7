import { attributeOf } from "../../wazuh/read/node";
import { sectionsOf, type OssecConf } from "../../wazuh/read/ossecConf";
import { forceTime } from "../../wazuh/known/enrolment";
import type { Report } from "./report";

/** `<disconnected_time>` of `<force>`: its value counts only where it is enabled. */
export function lintEnrolment(conf: OssecConf, report: Report): void {
  const forces = sectionsOf(conf, "auth").flatMap(({ children }) =>
    children.filter(({ name }) => name === "force"),
  );
  for (const time of forces.flatMap(({ children }) => children)) {
    if (time.name !== "disconnected_time" || attributeOf(time, "enabled") !== "yes") continue;
    const instead = forceTime(time.content);
    if (instead === undefined) continue;
    report.error("refused-value", time, "is no time; wazuh-authd does not start", instead);
  }
}
