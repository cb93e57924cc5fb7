import { attributeOf, type Node } from "../../wazuh/read/node";
import type { Report } from "./report";

const STOP = "wazuh-modulesd does not start";

/** `<discard_regex>` of `<wodle name="aws-s3">`: what it filters by must be named, and security_lake has none. */
export function lintAwsFilters(wodle: Node, report: Report): void {
  for (const source of wodle.children) {
    if (source.name === "bucket" && source.attributes.length === 0 && source.content === "") {
      report.error("refused-value", source, `has no type; ${STOP}`, 'write <bucket type="...">');
    }
    const type = attributeOf(source, "type");
    for (const filter of source.children.filter(({ name }) => name === "discard_regex")) {
      if (type === "security_lake") {
        report.error("refused-value", filter, `is not for security_lake; ${STOP}`, "remove it");
      } else if (source.name !== "subscriber" && type !== "cloudwatchlogs") {
        lintField(filter, report);
      }
    }
  }
}

function lintField(filter: Node, report: Report): void {
  if (filter.content === "" || (attributeOf(filter, "field") ?? "") !== "") return;
  report.error(
    "refused-value",
    filter,
    `names no field; ${STOP}`,
    'write <discard_regex field="...">',
  );
}
