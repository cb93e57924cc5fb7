import { attributeOf, type Node } from "../read/node";
import { sectionsOf, type OssecConf } from "../read/ossecConf";
import type { Report } from "./report";

/** The labels of `<labels>`: one without a key stops wazuh-analysisd. */
export function lintLabels(conf: OssecConf, report: Report): void {
  for (const label of sectionsOf(conf, "labels").flatMap(({ children }) => [...children])) {
    if (label.name !== "label") continue;
    lintLabelKey(label, "wazuh-analysisd", report);
    const hidden = attributeOf(label, "hidden");
    if (hidden === undefined || hidden === "yes" || hidden === "no") continue;
    report.error(
      "refused-value",
      label,
      `has hidden="${hidden}"; wazuh-analysisd does not start`,
      'write hidden="yes" or hidden="no"',
    );
  }
}

/** @param daemon that does not start. */
export function lintLabelKey(label: Node, daemon: string, report: Report): void {
  const key = attributeOf(label, "key");
  if (key !== undefined && key !== "") return;
  report.error(
    "refused-value",
    label,
    `has no key; ${daemon} does not start`,
    'write <label key="...">',
  );
}
