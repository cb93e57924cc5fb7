import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { printRollout, type RolloutResult } from "./rollout/result";
import { printScale, type ScaleResult } from "./scale/result";

// Puts the figures of bench/results into docs/performance.md, between its marks: `npm run bench -- page`.

const RESULTS = join(__dirname, "results");
const PAGE = join(__dirname, "../docs/performance.md");

const TABLES: Readonly<Record<string, (result: unknown) => string>> = {
  rollout: (result) => printRollout(result as RolloutResult),
  scale: (result) => printScale(result as ScaleResult),
  apply: (result) => JSON.stringify(result, undefined, 2),
};

let page = readFileSync(PAGE, "utf8");
for (const [name, print] of Object.entries(TABLES)) {
  const file = join(RESULTS, `${name}.json`);
  if (!existsSync(file)) {
    console.error(`There is no bench/results/${name}.json: run npm run bench -- ${name} first.`);
    continue;
  }
  const text = print(JSON.parse(readFileSync(file, "utf8")));
  const marks = new RegExp(`(<!-- ${name}: begin -->\\n)[^]*?(<!-- ${name}: end -->)`);
  if (!marks.test(page)) throw new Error(`docs/performance.md has no marks for ${name}`);
  page = page.replace(
    marks,
    (_, begin: string, end: string) => `${begin}\n\`\`\`text\n${text}\n\`\`\`\n\n${end}`,
  );
}
writeFileSync(PAGE, page);
