import { sectionsOf, type OssecConf } from "../read/ossecConf";
import type { Report } from "./report";

/** The elements of `<force>` in `<auth>`. */
const FORCE = new Set(["enabled", "key_mismatch", "disconnected_time", "after_registration_time"]);

/** What of `<auth>` stops wazuh-authd by what stands deeper than its elements. */
export function lintEnrolment(conf: OssecConf, report: Report): void {
  for (const force of sectionsOf(conf, "auth").flatMap(({ children }) => [...children])) {
    if (force.name !== "force") continue;
    const wrong = force.children.length === 0 ? [force] : force.children;
    for (const child of wrong.filter(({ name }) => !FORCE.has(name))) {
      report.error(
        "unknown-element",
        child,
        "is no setting of <force>; wazuh-authd does not start (1230)",
        `write ${[...FORCE].join(", ")}`,
      );
    }
  }
}
