import { readFileSync } from "node:fs";
import { join } from "node:path";

import { loadRules } from "../../../../policy/wazuh/rules/loadRules";
import { generateRules } from "./generateRules";

/** How many of the 5,000 generated files are judged; `RULE_FILES=5000` judges all. */
const FILES = Number(process.env.RULE_FILES ?? 1000);

/**
 * What wazuh-analysisd's own reader (Rules_OP_ReadRules of v4.14.7, compiled) said to each generated file on top of the stock
 * rules and decoders: R it does not start; L it logs an error and goes on without a part; w it warns of a rule that it passes
 * over or reads otherwise (7605 to 7620 but 7613 and 7617); . nothing.
 */
const SAID = readFileSync(join(__dirname, "verdicts.txt"), "utf8").replace(/\n/g, "");

const LISTS = new Set(["etc/lists/audit-keys"]);

function judged(seed: number): string {
  const text = generateRules(seed);
  const { faults } = loadRules([{ name: `zfz${seed}.xml`, path: "f", text }], { lists: LISTS });
  if (faults.some(({ effect }) => effect === "refused" || effect === "unknown")) return "R";
  if (faults.some(({ effect }) => effect === "lost")) return "L";
  return faults.some(({ reason }) => /\(76(?!00|13|17)\d\d\)/.test(reason)) ? "w" : ".";
}

test("generated rules files are judged as wazuh-analysisd judges them: nothing is missed, nothing is a false error", () => {
  const said = Array.from(SAID.slice(0, FILES));
  const ours = said.map((_, seed) => judged(seed));
  expect(
    ours.flatMap((one, seed) => (one === said[seed] ? [] : [[seed, one, said[seed]]])),
  ).toEqual([]);
});

test("the record holds enough of each kind", () => {
  const count = (kind: string): number => Array.from(SAID).filter((one) => one === kind).length;
  expect(["R", "L", "w", "."].map(count)).toEqual([2772, 57, 766, 1405]);
});
