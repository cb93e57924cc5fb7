import { isIn } from "./address";
import { embedded4 } from "./embedded";
import type { HostLists, ListEntry } from "./listed";
import { networkListsOf, type NetworkLists } from "./network";

/** The commands of a host's responses, by rule, as the settings of its script have them. */
export interface CommandsOf {
  readonly commands: string;
  readonly commandsElse: string;
}

/** What the list of a host says to the alerts of one rule. */
export interface OwnList {
  readonly lists: HostLists;
  readonly networks: NetworkLists;
}

interface Scoped extends ListEntry {
  readonly scope: string;
}

/**
 * Reads the list that hosts alone ask (scripts/responses/host-list.awk).
 * @returns what it says to the alerts of a rule. What names stand for only the host knows: they are left out.
 */
export function readHostList(
  text: string,
  { commands, commandsElse }: CommandsOf,
): (rule: number) => OwnList {
  const entries = text.split("\n").flatMap(entryOf);
  const byRule = new Map(commands.split(" ").map((one) => one.split("=") as [string, string]));
  const known = new Map<string, OwnList>();
  return (rule) => {
    const of = byRule.get(String(rule)) ?? commandsElse;
    let own = known.get(of);
    if (!own) known.set(of, (own = ownListOf(entries, of.split(","))));
    return own;
  };
}

function entryOf(line: string): readonly Scoped[] {
  const [, network, scope, label] = /^([^ #][^ ]*) ([^ ]+) (.+)$/.exec(line) ?? [];
  if (network === undefined || scope === undefined || label === undefined) return [];
  if (!/^[\d.]+(?:\/\d+)?$/.test(network) && !network.includes(":")) return [];
  const stands = /^(?:64:ff9b:|200[12]:|::)/.test(network) ? embedded4(network) : [];
  return [{ network, scope, said: `white list: ${label}`, stands }];
}

function ownListOf(all: readonly Scoped[], commands: readonly string[]): OwnList {
  const entries = all.filter(({ scope }) => concerns(scope, commands));
  return {
    lists: (address) =>
      entries.find(({ network, stands }) => isIn(address, network) || stands.includes(address))
        ?.said ?? "",
    networks: networkListsOf(entries),
  };
}

function concerns(scope: string, of: readonly string[]): boolean {
  if (scope === "*") return true;
  const named = scope.slice(1).split(",");
  return of.some((one) => one !== "" && named.includes(one) === scope.startsWith("+"));
}
