import { isIn } from "./address";
import { embedded4 } from "./embedded";

/** The commands of a host's responses, by rule, as the settings of its script have them. */
export interface CommandsOf {
  readonly commands: string;
  readonly commandsElse: string;
}

/**
 * Reads the list that hosts alone ask (scripts/responses/host-list.awk).
 * @returns why an address is on it for the alerts of a rule; "" where it is not. What names stand for only the host knows.
 */
export function readHostList(
  text: string,
  { commands, commandsElse }: CommandsOf,
): (address: string, rule: number) => string {
  const entries = text.split("\n").flatMap((line) => {
    const [, what, scope, label] = /^([^ #][^ ]*) ([^ ]+) (.+)$/.exec(line) ?? [];
    return what === undefined || scope === undefined || label === undefined
      ? []
      : [{ what, scope, label }];
  });
  const byRule = new Map(commands.split(" ").map((one) => one.split("=") as [string, string]));
  return (address, rule) => {
    const of = (byRule.get(String(rule)) ?? commandsElse).split(",");
    const held = entries.find(({ what, scope }) => concerns(scope, of) && isOf(address, what));
    return held ? `white list: ${held.label}` : "";
  };
}

function concerns(scope: string, of: readonly string[]): boolean {
  if (scope === "*") return true;
  const named = scope.slice(1).split(",");
  return of.some((one) => one !== "" && named.includes(one) === scope.startsWith("+"));
}

function isOf(address: string, what: string): boolean {
  if (!/^[\d.]+(?:\/\d+)?$/.test(what) && !what.includes(":")) return false;
  if (isIn(address, what)) return true;
  return /^(?:64:ff9b:|200[12]:|::)/.test(what) && embedded4(what).includes(address);
}
