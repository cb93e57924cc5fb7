import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { stockRules } from "../policy/wazuh/stock/stockRules";

/**
 * Writes policy/wazuh/stock/4.14/parents.json: below which rules the stock rules stand, and which they count.
 *
 *     npx tsx scripts/stockParents.ts RULES.tsv
 *
 * RULES.tsv has a line a rule; its first column is the id, its seventh the parents (`if_sid:5700;if_matched_sid:5702`).
 */
const [file] = process.argv.slice(2);
if (file === undefined)
  throw new Error("name the table of stock rules: npx tsx scripts/stockParents.ts RULES.tsv");

const ids = [...stockRules().keys()];
const byParents = new Map<string, number[]>();
for (const line of readFileSync(file, "utf8").trimEnd().split("\n").slice(1)) {
  const columns = line.split("\t");
  const parents = (columns[6] ?? "").replace(/\s*,\s*/g, ",").trim();
  const at = ids.indexOf(Number(columns[0]));
  if (parents === "" || at < 0) continue;
  byParents.set(parents, [...(byParents.get(parents) ?? []), at]);
}

function ranges(places: readonly number[]): string {
  const found: [number, number][] = [];
  for (const at of [...places].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last?.[1] === at - 1) last[1] = at;
    else found.push([at, at]);
  }
  return found.map(([a, b]) => (a === b ? `${ids[a]}` : `${ids[a]}-${ids[b]}`)).join(" ");
}

writeFileSync(
  join(__dirname, "..", "policy", "wazuh", "stock", "4.14", "parents.json"),
  `${JSON.stringify(
    {
      source:
        "stock rules of Wazuh 4.14.7, derived: the rules that each rule stands below or counts; ids and ranges of the stock rules",
      parents: Object.fromEntries(
        [...byParents]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, list]) => [key, ranges(list)]),
      ),
    },
    undefined,
    1,
  )}\n`,
);
