import type { Node } from "../../wazuh/read/node";
import { effect, say, START } from "./effect";
import type { Attributes } from "../../wazuh/known/section";
import type { Report } from "./report";

/** What of an element's attributes the daemons refuse or pass over. @param section `<syscheck>`. */
export function lintAttributes(
  node: Node,
  { takes, unknown, wrongValue, firstOnly, needed, caseless }: Attributes,
  section: string,
  report: Report,
): void {
  for (const name of needed ?? []) {
    const given = firstOnly ? node.attributes.slice(0, 1) : node.attributes;
    if (given.some((attribute) => attribute.name === name)) continue;
    const first = firstOnly ? " as its first attribute" : "";
    report.error(
      "refused-value",
      node,
      `has no ${name}${first}; ${START}`,
      `write <${node.name} ${name}="...">`,
    );
    if (firstOnly) return;
  }
  for (const { name, value } of firstOnly ? node.attributes.slice(0, 1) : node.attributes) {
    const key = caseless ? name.toLowerCase() : name;
    const accepts = Object.hasOwn(takes, key) ? takes[key] : undefined;
    const wrong = accepts ? wrongValue : unknown;
    const instead = accepts
      ? accepts(value)
      : `remove it; it takes ${Object.keys(takes).join(", ")}`;
    if (instead === undefined || wrong === "unchecked") continue;
    const what = accepts ? `has ${name}="${value}"` : `has the unknown attribute ${name}`;
    say(
      wrong === "refused" ? "refused-value" : "wrong-value",
      node,
      wrong,
      `${what}; ${effect(wrong, section)}`,
      accepts ? `${instead}, as ${name}="..."` : instead,
      report,
    );
  }
}
