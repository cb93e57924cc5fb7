import { attributeOf } from "../../wazuh/read/node";
import { sectionsOf, type OssecConf } from "../../wazuh/read/ossecConf";
import type { Report } from "./report";

/** Labels of `<labels>` that wazuh-analysisd leaves out, or that say nothing. */
export function lintLabels(conf: OssecConf, report: Report): void {
  for (const label of sectionsOf(conf, "labels").flatMap(({ children }) => children)) {
    const reserved = attributeOf(label, "key")?.startsWith("_") ?? false;
    if (!reserved && (label.content !== "" || label.name !== "label")) continue;
    report.warning(
      "wrong-value",
      label,
      reserved ? "has a key that begins with _, which is left out" : "is empty",
      reserved ? "write another key" : "write a value",
    );
  }
}
