import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { drawDemo } from "./demo";
import { drawOperator } from "./operator";
import { drawVerbs } from "./verbs";
import { terminalPicture, type Recording } from "./terminalPicture";

const ROOT = join(__dirname, "..", "..");

/** Writes a picture for the pages. */
function draw(name: string, recording: Recording): void {
  const folder = join(ROOT, "docs", "pictures");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.svg`), terminalPicture(recording));
  console.log(`docs/pictures/${name}.svg`);
}

const SETS = { verbs: drawVerbs, operator: drawOperator, demo: drawDemo };

/** @param wanted names of sets of pictures; none means all. */
async function main(wanted: readonly string[]): Promise<void> {
  for (const [name, set] of Object.entries(SETS)) {
    if (wanted.length === 0 || wanted.includes(name)) await set(draw);
  }
}

// Makes the pictures of the pages anew, from real runs in labs: npm run pictures [-- verbs operator demo].
main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error((error as Error).message);
    process.exit(1);
  },
);
