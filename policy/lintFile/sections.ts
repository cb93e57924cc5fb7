import { attributeOf, type Node } from "../read/node";
import type { OssecConf } from "../read/ossecConf";
import type { Report } from "./report";
import { SECTIONS, WODLES, type Section } from "./sectionTable";
import type { Accepts } from "./values";

const START = "the daemons of the manager do not start with it";

/** Roots, sections and elements that the daemons of a manager refuse or pass over, whatever they mean. */
export function lintSections(conf: OssecConf, report: Report): void {
  for (const root of conf.roots) {
    if (root.name !== "ossec_config") {
      report.error(
        "unknown-root",
        root,
        `is no root of an ossec.conf; ${START} (1230)`,
        root.name === "agent_config"
          ? "put it into etc/shared/<group>/agent.conf"
          : "put it into <ossec_config>, or remove it",
      );
    }
  }
  for (const section of conf.sections) lintSection(section, report);
}

function lintSection(node: Node, report: Report): void {
  const section = SECTIONS[node.name];
  if (!section) {
    report.error(
      "unknown-section",
      node,
      `is no section that Wazuh knows; ${START} (1230)`,
      "remove it, or mend the spelling (small letters)",
    );
  } else if (node.children.length === 0) {
    if (section.refusedEmpty) {
      report.error("empty-section", node, `is empty; ${START} (1230)`, "remove it, or fill it");
    }
  } else {
    lintElements(node, section, report);
  }
  if (node.name === "wodle") lintWodle(node, report);
  if (node.name === "database_output" || node.name === "vulnerability-detector") {
    report.warning("deprecated", node, "is of an older Wazuh and ignored or replaced", "remove it");
  }
}

function lintElements(node: Node, section: Section, report: Report): void {
  if (section.unknown === "unchecked") return;
  for (const child of node.children) {
    const accepts = elementOf(node, section, child.name);
    if (!accepts) {
      const instead = `remove it; <${node.name}> takes ${Object.keys(section.elements).sort().join(", ")}`;
      if (section.unknown === "refused") {
        report.error(
          "unknown-element",
          child,
          `is unknown in <${node.name}>; ${START} (1230)`,
          instead,
        );
      } else {
        report.warning(
          "unknown-element",
          child,
          `is unknown; <${node.name}> has no effect`,
          instead,
        );
      }
      continue;
    }
    refuseValue(child, accepts, report);
  }
}

// Wazuh compares the names of these two sections without regard to case, for most of their elements.
const CASELESS = new Set(["remote", "localfile"]);

function elementOf(node: Node, section: Section, name: string): Accepts | undefined {
  const key = CASELESS.has(node.name) ? name.toLowerCase() : name;
  return Object.hasOwn(section.elements, key) ? section.elements[key] : undefined;
}

function refuseValue(child: Node, accepts: Accepts, report: Report): void {
  const instead = accepts(child.content);
  if (instead === undefined) return;
  report.error("refused-value", child, `is no value that Wazuh takes; ${START} (1235)`, instead);
}

function lintWodle(node: Node, report: Report): void {
  const [first] = node.attributes;
  if (first?.name !== "name") {
    report.error(
      "wodle-name",
      node,
      `has no name as its first attribute; ${START}`,
      'write <wodle name="...">',
    );
    return;
  }
  const elements = WODLES[attributeOf(node, "name") ?? ""];
  for (const child of elements ? node.children : []) {
    const accepts = elements && Object.hasOwn(elements, child.name) && elements[child.name];
    if (accepts) refuseValue(child, accepts, report);
    else {
      report.error(
        "unknown-element",
        child,
        `is unknown in <wodle name="${first.value}">; wazuh-modulesd does not start`,
        `remove it; it takes ${Object.keys(elements ?? {})
          .sort()
          .join(", ")}`,
      );
    }
  }
}
