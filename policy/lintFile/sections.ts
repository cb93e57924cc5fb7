import type { Node } from "../wazuh/read/node";
import type { OssecConf } from "../wazuh/read/ossecConf";
import { START } from "./effect";
import { lintHolder } from "./holder";
import type { Holder } from "../wazuh/known/section";
import { SECTIONS } from "../wazuh/known/sections";
import type { Report } from "./report";

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
  const given = new Map<string, Set<string>>();
  for (const section of conf.sections) {
    const before = given.get(section.name) ?? new Set();
    lintSection(section, before, report);
    given.set(section.name, new Set([...before, ...section.children.map(({ name }) => name)]));
  }
}

function lintSection(node: Node, before: ReadonlySet<string>, report: Report): void {
  const section = SECTIONS[node.name];
  if (!section) {
    report.error(
      "unknown-section",
      node,
      `is no section that Wazuh knows; ${START} (1230)`,
      "remove it, or mend the spelling (small letters)",
    );
  } else {
    lintHolder(node, section.keeps ? without(section, before) : section, `<${node.name}>`, report);
  }
  if (node.name === "database_output" || node.name === "vulnerability-detector") {
    report.warning("deprecated", node, "is of an older Wazuh and ignored or replaced", "remove it");
  }
}

/** A section of which nothing is needed any more that was given before. */
function without({ needed = [], ...section }: Holder, before: ReadonlySet<string>): Holder {
  return { ...section, needed: needed.filter((name) => !before.has(name)) };
}
