import { readOssecConf } from "../wazuh/read/ossecConf";
import { attributeOf, type Node } from "../wazuh/read/node";

/** Something of an ossec.conf of 4.14 that a manager of Wazuh 5 does not take. */
export interface Leftover {
  readonly line: number;
  readonly column: number;
  /** The element: `<command>`, `<global>/<logall>`. */
  readonly what: string;
  /** The manager does not start with it, or takes it and does nothing with it. */
  readonly effect: "fatal" | "silent";
  readonly reason: string;
}

/** All that the documentation of 5.0.0-beta5 says of sections: docs/guide/migration/manager-configuration-migration.md. */
const SECTIONS: Readonly<Record<string, Pick<Leftover, "effect" | "reason">>> = {
  alerts: { effect: "fatal", reason: "gone, without anything in its place" },
  command: { effect: "fatal", reason: "gone: a channel of the indexer names the executable" },
  ruleset: { effect: "fatal", reason: "gone: rules are content of the engine" },
  "active-response": { effect: "silent", reason: "not read: a monitor and a channel do it" },
  rootcheck: { effect: "silent", reason: "of agents alone" },
  syscheck: { effect: "silent", reason: "of agents alone" },
  localfile: { effect: "silent", reason: "of agents alone" },
};
const WODLES = new Set(["syscollector", "open-scap"]);
const GLOBAL_TAKEN = new Set(["agents_disconnection_time", "agents_disconnection_alert_time"]);

/**
 * What of an ossec.conf must not be carried over to the wazuh-manager.conf of a Wazuh 5, one entry for each kind of element,
 * at the first of them.
 * @throws ReadError where Wazuh's own reader refuses the text.
 */
export function leftoversIn(text: string): readonly Leftover[] {
  const found = new Map<string, Leftover>();
  for (const leftover of readOssecConf(text).sections.flatMap(ofSection))
    if (!found.has(leftover.what)) found.set(leftover.what, leftover);
  const all = [...found.values()];
  return [
    ...all.filter(({ effect }) => effect === "fatal"),
    ...all.filter(({ effect }) => effect === "silent"),
  ];
}

function ofSection(node: Node): readonly Leftover[] {
  const at = ({ line, column }: Node): Pick<Leftover, "line" | "column"> => ({ line, column });
  const known = SECTIONS[node.name];
  if (known) return [{ ...at(node), what: `<${node.name}>`, ...known }];
  switch (node.name) {
    case "global":
      return node.children
        .filter(({ name }) => !GLOBAL_TAKEN.has(name))
        .map((child) => ({ ...at(child), what: `<global>/<${child.name}>`, ...ofGlobal(child) }));
    case "remote":
      return node.children
        .filter(({ name }) => name === "connection")
        .map((child) => ({
          ...at(child),
          what: "<remote>/<connection>",
          effect: "fatal",
          reason: "gone: every connection is secure",
        }));
    case "wodle":
      return ofWodle(node, attributeOf(node, "name") ?? "").map((one) => ({ ...at(node), ...one }));
    default:
      return [];
  }
}

function ofWodle(node: Node, name: string): readonly Omit<Leftover, "line" | "column">[] {
  if (!WODLES.has(name)) return [];
  return [{ what: `<${node.name} name="${name}">`, effect: "silent", reason: "of agents alone" }];
}

function ofGlobal({ name }: Node): Pick<Leftover, "effect" | "reason"> {
  return name === "white_list"
    ? {
        effect: "silent",
        reason: "protects nobody: Wazuh 5 has no white list, our scripts and queries have it",
      }
    : { effect: "fatal", reason: "not options of Wazuh 5" };
}
