import { RESPONSES_LOG } from "../../model/hostPaths";
import type { LogGroup } from "../../model/logGroup";
import type { Policy } from "../../model/policy";
import { element, printElements, type Element } from "../../render/element";

/** Names in one filter: with names of 128 letters it stays below the 20,480 bytes that Wazuh takes. */
const NAMES = 150;

/**
 * Renders our part of a group's agent.conf: the `<localfile>` that collects the log of active responses. An agent on
 * Windows or macOS has its log elsewhere, and none of our responses, so the part is for Linux.
 * @returns one root, or several where very many agents are named; ends with a newline.
 */
export function agentConfPart({ agents }: LogGroup): string {
  if (!agents) return printElements([root({ os: "Linux" })]);
  const names = [...agents].sort();
  const roots: Element[] = [];
  for (let at = 0; at < names.length; at += NAMES) {
    roots.push(root({ name: namePattern(names.slice(at, at + NAMES)), os: "Linux" }));
  }
  return printElements(roots);
}

/** Group -> our part of its agent.conf, in the order of the names; undefined where no group has one. */
export function agentConfParts({ logGroups = [] }: Policy): Record<string, string> | undefined {
  if (logGroups.length === 0) return undefined;
  return Object.fromEntries(
    [...logGroups]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((group) => [group.name, agentConfPart(group)]),
  );
}

// Wazuh's filter is a substring, so that db would be db-2 too: each name is anchored.
function namePattern(names: readonly string[]): string {
  return names.map((name) => `^${name}$`).join("|");
}

function root(filters: Readonly<Record<string, string>>): Element {
  const localfile = element("localfile", [
    element("log_format", "syslog"),
    element("location", RESPONSES_LOG),
  ]);
  return element("agent_config", [localfile], filters);
}
