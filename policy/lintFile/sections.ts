import type { Node } from "../read/node";
import type { OssecConf } from "../read/ossecConf";
import { START } from "./effect";
import { lintHolder } from "./holder";
import { SECTIONS } from "./known/sections";
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
  } else {
    lintHolder(node, section, `<${node.name}>`, report);
  }
  if (node.name === "database_output" || node.name === "vulnerability-detector") {
    report.warning("deprecated", node, "is of an older Wazuh and ignored or replaced", "remove it");
  }
}
