import { stockRules } from "../wazuh/stock/stockRules";
import { DAEMONS } from "./daemons";
import { FORGEABLE, UNPROVEN } from "./exposed";
import { exposureOf } from "./exposure";
import { count, type Line } from "./pattern";
import { ruleTree } from "./ruleTree";

/**
 * The table of daemons as awk reads it on a host: scripts/responses/daemons.awk, which a test compares with this.
 * @returns a program without single quotes, since it stands between two in a script.
 */
export function awkTable(): string {
  const rows = DAEMONS.flatMap(({ name, program = "", begins = "", log, rows }) => [
    `  daemon(${[name, program, begins, log].map(quoted).join(", ")})`,
    ...rows.flatMap(({ lines }) => lines.map(proof)),
  ]);
  return [
    "# Written by tools/generate/daemonTable.ts from policy/provenance; edit it there. Lines that daemons write, and what they prove.",
    "",
    "function daemon_table() {",
    "  if (daemons_known) return",
    ...rows,
    "}",
    "",
    "# is_in_table(RULE): 1 for a stock rule whose events are lines of these daemons, or count such lines.",
    "function is_in_table(rule) {",
    `  return index(${quoted(` ${guardedStockRules().join(" ")} `)}, " " rule " ") > 0`,
    "}",
    "",
    "# is_exposed(RULE): 1 for a stock rule whose address a client writes, and no form of the line proves.",
    "function is_exposed(rule) {",
    `  return index(${quoted(` ${[...FORGEABLE, ...UNPROVEN].sort((a, b) => a - b).join(" ")} `)}, " " rule " ") > 0`,
    "}",
    "",
  ].join("\n");
}

/** Stock rules whose events are lines of the table, or which count such lines. */
export function guardedStockRules(): readonly number[] {
  const tree = ruleTree({ rules: [] });
  return [...stockRules().values()]
    .filter(({ id, level }) => level > 0 && exposureOf([id], tree).lines.size > 0)
    .map(({ id }) => id);
}

function proof(line: Line): string {
  const [apart, ...more] = line.apart;
  if (more.length > 0) throw new Error(`a line keeps several texts apart: ${line.ere}`);
  const own = apart === undefined ? "" : `, ${quoted(apart)}, ${line.owns(apart)}`;
  if (apart !== undefined && count(apart, apart) !== 1) throw new Error(`strange text: ${apart}`);
  return `  proof(${quoted(line.ere)}${own})`;
}

// The patterns know no backslash but \t, which awk reads in a text.
function quoted(text: string): string {
  return `"${text.replaceAll('"', '\\"').replaceAll("'", "\\047")}"`;
}
