import { attributeOf, type Node } from "../read/node";
import { sectionsOf, type OssecConf } from "../read/ossecConf";
import type { Report } from "./report";
import { refuseValue } from "./sections";
import { WODLES } from "./sectionTable";

const STOP = "wazuh-modulesd does not start";

/** Modules whose elements are not looked into. */
const OTHERS = new Set("open-scap aws-s3 aws-cloudtrail azure-logs agent-key-polling".split(" "));
/** Modules that pass over an element that they do not know. */
const LENIENT = new Set(["osquery"]);

/** What of the modules of wazuh-modulesd stops it, or has no effect. */
export function lintModules(conf: OssecConf, report: Report): void {
  for (const wodle of sectionsOf(conf, "wodle")) lintWodle(wodle, report);
  for (const hosts of sectionsOf(conf, "indexer").flatMap(({ children }) => [...children])) {
    if (hosts.name !== "hosts" || hosts.children.length > 0) continue;
    report.error("empty-section", hosts, `holds no <host>; ${STOP}`, "remove it, or fill it");
  }
  for (const sca of sectionsOf(conf, "sca")) {
    lintDays(sca, report);
    for (const policies of sca.children.filter(({ name }) => name === "policies")) {
      lintPolicies(policies, report);
    }
  }
}

function lintWodle(node: Node, report: Report): void {
  const [first] = node.attributes;
  if (first?.name !== "name") {
    report.error(
      "wodle-name",
      node,
      `has no name as its first attribute; ${STOP}`,
      'write <wodle name="...">',
    );
    return;
  }
  const elements = WODLES[first.value];
  if (!elements) {
    if (OTHERS.has(first.value)) return;
    report.warning(
      "unknown-module",
      node,
      "is no module that Wazuh knows: it has no effect",
      "mend the name, or remove it",
    );
    return;
  }
  lintDays(node, report);
  for (const child of node.children) {
    const accepts = Object.hasOwn(elements, child.name) ? elements[child.name] : undefined;
    if (accepts) refuseValue(child, accepts, report);
    else {
      const lenient = LENIENT.has(first.value);
      report[lenient ? "warning" : "error"](
        "unknown-element",
        child,
        `is unknown in <wodle name="${first.value}">; ${lenient ? "it has no effect" : STOP}`,
        `remove it; it takes ${Object.keys(elements).sort().join(", ")}`,
      );
    }
  }
  lintPacks(node, report);
  if (first.value === "command" && !node.children.some(({ name }) => name === "command")) {
    report.error("incomplete", node, `has no <command>; ${STOP}`, "add <command>");
  }
}

/** A schedule by the day of the month and of the week. */
function lintDays({ children }: Node, report: Report): void {
  const day = children.find(({ name }) => name === "day");
  const wday = children.find(({ name }) => name === "wday");
  if (!day || !wday) return;
  report.error("refused-value", wday, `stands beside <day>; ${STOP}`, "keep one of the two");
}

function lintPacks({ children }: Node, report: Report): void {
  for (const pack of children.filter(({ name }) => name === "pack")) {
    if (attributeOf(pack, "name") !== undefined) continue;
    report.error("refused-value", pack, `has no name; ${STOP}`, 'write <pack name="...">');
  }
}

function lintPolicies(policies: Node, report: Report): void {
  if (policies.children.length === 0) {
    report.error("empty-section", policies, `holds no <policy>; ${STOP}`, "remove it, or fill it");
  }
  for (const child of policies.children.filter(({ name }) => name !== "policy")) {
    report.error("unknown-element", child, `is no <policy>; ${STOP}`, "write <policy>");
  }
}
