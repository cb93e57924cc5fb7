import { groups as stock } from "./facts";
import { stockRules } from "./stockRules";

let byId: ReadonlyMap<number, string> | undefined;

/**
 * The groups of a stock rule as Wazuh keeps them: one text with a comma behind each (`syslog,sshd,`), which is what
 * `rules_group` is matched against. Undefined for an id that is not a stock rule.
 */
export function stockGroups(id: number): string | undefined {
  byId ??= read();
  return byId.get(id);
}

let names: ReadonlySet<string> | undefined;

/** Names of the groups that stock rules above level 0 have. */
export function stockGroupNames(): ReadonlySet<string> {
  names ??= new Set(
    [...stockRules().values()]
      .filter(({ level }) => level > 0)
      .flatMap(({ id }) => (stockGroups(id) ?? "").split(",").map((name) => name.trim()))
      .filter((name) => name !== ""),
  );
  return names;
}

function read(): ReadonlyMap<number, string> {
  const number = (text: string): number => Number.parseInt(text, 36);
  const names = stock.groups.split(" ");
  const sets = stock.sets.split(" ").map((set) =>
    set
      .split(",")
      .map((index) => `${names[number(index)] ?? ""},`)
      .join(""),
  );
  const groups: string[] = [];
  for (const entry of stock.rules.split(" ")) {
    const [set = "", count = "1"] = entry.split("*");
    for (let left = number(count); left > 0; left--) groups.push(sets[number(set)] ?? "");
  }
  return new Map([...stockRules().keys()].map((id, i) => [id, groups[i] ?? ""]));
}
