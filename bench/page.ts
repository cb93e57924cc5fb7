import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { withFigures } from "./page/withFigures";

// Puts the figures of bench/results into docs/performance.md, between its marks: `npm run bench -- page`. Every other
// bench does so at its end.

const RESULTS = join(__dirname, "results");
const PAGE = join(__dirname, "../docs/performance.md");

const resultOf = (name: string): unknown => {
  const file = join(RESULTS, `${name}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
};
writeFileSync(PAGE, withFigures(readFileSync(PAGE, "utf8"), resultOf));
