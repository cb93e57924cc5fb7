import { attributeOf, type Node } from "../../wazuh/read/node";
import type { Report } from "./report";

const STOP = "wazuh-modulesd does not start";

/** Elements of a `<content>` of open-scap and cis-cat that belong to one type. */
const TYPES: Readonly<Record<string, string>> = {
  profile: "xccdf",
  "xccdf-id": "xccdf",
  cpe: "xccdf",
  "oval-id": "oval",
};

/** What of the `<content>` of `<wodle name="open-scap">` and `<wodle name="cis-cat">` does not go together. */
export function lintPolicies(wodle: Node, report: Report): void {
  for (const content of wodle.children.filter(({ name }) => name === "content")) {
    const type = attributeOf(content, "type") ?? "xccdf";
    for (const child of content.children) {
      const belongs = TYPES[child.name];
      if (belongs === undefined || belongs === type) continue;
      report.error(
        "refused-value",
        child,
        `belongs to type="${belongs}", not to "${type}"; ${STOP}`,
        "remove it, or write the other type",
      );
    }
    const path =
      attributeOf(content, "path") ?? content.children.find(({ name }) => name === "path");
    if (path !== undefined || content.children.length === 0) continue;
    report.error("refused-value", content, `has no path; ${STOP}`, 'write <content path="...">');
  }
}
