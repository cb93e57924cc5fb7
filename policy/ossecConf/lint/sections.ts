import type { Holder } from "../../wazuh/known/section";
import { SECTIONS } from "../../wazuh/known/sections";
import type { Node } from "../../wazuh/read/node";
import { lacks } from "../../wazuh/versions/wazuhVersion";
import type { OssecConf } from "../../wazuh/read/ossecConf";
import type { Within } from "./asks";
import type { FileContext } from "./context";
import { START } from "./effect";
import { lintHolder } from "./holder";
import type { Report } from "./report";

/** Roots, sections and elements that the daemons of a manager refuse or pass over, whatever they mean. */
export function lintSections(conf: OssecConf, context: FileContext, report: Report): void {
  for (const root of conf.roots) {
    if (root.name !== "ossec_config") {
      report.error(
        "unknown-root",
        root,
        `is not a root of an ossec.conf; ${START} (1230)`,
        root.name === "agent_config"
          ? "put it into etc/shared/<group>/agent.conf"
          : "put it into <ossec_config>, or remove it",
      );
    }
  }
  lintRemote(conf, report);
  const given = new Map<string, Set<string>>();
  for (const section of conf.sections) {
    const before = given.get(section.name) ?? new Set();
    const { listExists: exists, version } = context;
    lintSection(section, before, { sections: conf.sections, exists, version }, report);
    given.set(section.name, new Set([...before, ...section.children.map(({ name }) => name)]));
  }
}

function lintRemote({ roots, sections }: OssecConf, report: Report): void {
  if (sections.some(({ name }) => name === "remote")) return;
  report.add(
    "error",
    "no-remote",
    roots.at(-1) ?? { line: 1, column: 1 },
    sections.length === 0 ? "a file without any section" : "a file without <remote>",
    "is not the ossec.conf of a manager: wazuh-remoted does not start, so neither does the manager",
    "lint the manager's whole file; a stock one has <remote> with <connection>secure</connection>",
  );
}

function lintSection(
  node: Node,
  before: ReadonlySet<string>,
  around: Omit<Within, "section" | "called">,
  report: Report,
): void {
  const section = SECTIONS[node.name];
  const since = section?.knownSince;
  if (!section || lacks(around.version, since)) {
    report.error(
      "unknown-section",
      node,
      since === undefined
        ? `is not a section that Wazuh knows; ${START} (1230)`
        : `is not a section that Wazuh knows before ${since}; ${START} (1230)`,
      since === undefined
        ? "remove it, or correct the spelling (lowercase)"
        : "remove it, or upgrade the manager",
    );
  } else if (section.modules) {
    lintModule(node, section.modules, { ...around, section: node }, report);
  } else {
    const within = { ...around, section: node, called: `<${node.name}>` };
    lintHolder(node, section.keeps ? without(section, before) : section, within, report);
  }
  // wazuh-dbd reads it up to 4.14.6 (config/config.c:92, v4.14.6).
  const isOfOld = node.name === "database_output" && !lacks(around.version, "4.14.7");
  if (isOfOld || node.name === "vulnerability-detector") {
    report.warning(
      "deprecated",
      node,
      "belongs to an older Wazuh and is ignored or replaced",
      "remove it",
    );
  }
}

/** `<wodle>` is what its first attribute says. */
function lintModule(
  node: Node,
  modules: Readonly<Record<string, Holder>>,
  around: Omit<Within, "called">,
  report: Report,
): void {
  const [first] = node.attributes;
  if (first?.name !== "name") {
    report.error(
      "wodle-name",
      node,
      "has no name as its first attribute; wazuh-modulesd does not start",
      'write <wodle name="...">',
    );
    return;
  }
  const module = Object.hasOwn(modules, first.value) ? modules[first.value] : undefined;
  const called = `<wodle name="${first.value}">`;
  if (module) lintHolder(node, module, { ...around, called }, report);
  else {
    report.warning(
      "unknown-module",
      node,
      "is not a module that Wazuh knows: it has no effect",
      "correct the name, or remove it",
    );
  }
}

/** A section of which nothing is needed any more that was given before. */
function without({ needed = [], ...section }: Holder, before: ReadonlySet<string>): Holder {
  return { ...section, needed: needed.filter((name) => !before.has(name)) };
}
