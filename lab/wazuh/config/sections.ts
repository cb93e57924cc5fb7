import type { XmlNode } from "./xml";
import { error, type Words } from "./words";

/** Sections that a daemon knows only with something in them: an empty one is an invalid element. */
const FILLED = new Set([
  ..."global email_alerts database_output syslog_output integration agentless ruleset alerts localfile remote client".split(
    " ",
  ),
  ..."anti_tampering command active-response reports labels cluster socket rule_test agent-upgrade task-manager wdb".split(
    " ",
  ),
  ..."github office365 ms-graph".split(" "),
]);

/** Sections that may be empty. */
const ANY = new Set(
  "syscheck rootcheck client_buffer wodle sca vulnerability-detection vulnerability-detector indexer gcp-pubsub gcp-bucket fluent-forward auth logging".split(
    " ",
  ),
);

/** The sections of all `<ossec_config>` roots, in the order of the file. Other roots are not looked at by most daemons. */
export function sectionsOf(roots: readonly XmlNode[]): readonly XmlNode[] {
  return roots.filter(({ element }) => element === "ossec_config").flatMap((root) => root.children);
}

/** What every daemon that reads the file refuses: unknown roots, sections it does not know, empty ones. */
export function judgeStructure(roots: readonly XmlNode[]): Words {
  for (const root of roots) {
    if (root.element !== "ossec_config") return [invalid(root.element)];
    const wrong = unknownSection(root);
    if (wrong !== undefined) return [invalid(wrong)];
  }
  return [];
}

/** The first section of a root that no daemon knows, or that is empty and must not be. */
export function unknownSection(root: XmlNode): string | undefined {
  return root.children.find(
    ({ element, children }) => !ANY.has(element) && !(FILLED.has(element) && children.length > 0),
  )?.element;
}

function invalid(element: string): Words[number] {
  return error(`(1230): Invalid element in the configuration: '${element}'.`);
}
