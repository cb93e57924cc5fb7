import type { Node } from "../read/node";
import type { OssecConf } from "../read/ossecConf";
import type { Report } from "./report";
import { SECTIONS, type Section } from "./sectionTable";
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
  if (node.name === "database_output" || node.name === "vulnerability-detector") {
    report.warning("deprecated", node, "is of an older Wazuh and ignored or replaced", "remove it");
  }
}

function lintElements(node: Node, section: Section, report: Report): void {
  for (const needed of section.needed ?? []) {
    if (node.children.some(({ name }) => name === needed)) continue;
    report.error("incomplete", node, `has no <${needed}>; ${START}`, `add <${needed}>`);
  }
  for (const child of node.children) {
    const accepts = elementOf(node, section, child.name);
    if (!accepts) lintUnknown(node, child, section, report);
    else if (section.wrongValue === undefined || section.stopping?.includes(child.name)) {
      refuseValue(child, accepts, report);
    } else {
      const instead = accepts(child.content);
      if (instead === undefined) continue;
      report.warning("wrong-value", child, `is no value that Wazuh takes; ${off(node)}`, instead);
    }
  }
}

const off = ({ name }: Node): string => `<${name}> has no effect`;

function lintUnknown(
  node: Node,
  child: Node,
  { unknown, elements }: Section,
  report: Report,
): void {
  if (unknown === "unchecked") return;
  const instead = `remove it; <${node.name}> takes ${Object.keys(elements).sort().join(", ")}`;
  if (unknown === "refused") {
    report.error(
      "unknown-element",
      child,
      `is unknown in <${node.name}>; ${START} (1230)`,
      instead,
    );
    return;
  }
  const effect = unknown === "ignored" ? "it has no effect" : off(node);
  report.warning("unknown-element", child, `is unknown in <${node.name}>; ${effect}`, instead);
}

// What Wazuh compares without regard to case.
const CASELESS: Readonly<Record<string, ReadonlySet<string>>> = {
  remote: new Set("connection port protocol ipv6 local_ip agents".split(" ")),
  localfile: new Set(
    "log_format alias exclude ignore_binaries ignore restrict multiline_regex filter".split(" "),
  ),
};

function elementOf(node: Node, section: Section, name: string): Accepts | undefined {
  const small = name.toLowerCase();
  const key = CASELESS[node.name]?.has(small) ? small : name;
  return Object.hasOwn(section.elements, key) ? section.elements[key] : undefined;
}

/** Says that a daemon does not start with this value, if it does not. */
export function refuseValue(child: Node, accepts: Accepts, report: Report): void {
  const instead = accepts(child.content);
  if (instead === undefined) return;
  report.error("refused-value", child, `is no value that Wazuh takes; ${START} (1235)`, instead);
}
