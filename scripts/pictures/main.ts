import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { drawDemo } from "./demo";
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

// Makes every picture of the pages anew, from real runs in labs: npm run pictures.
drawVerbs(draw)
  .then(() => drawDemo(draw))
  .then(
    () => process.exit(0),
    (error: unknown) => {
      console.error((error as Error).message);
      process.exit(1);
    },
  );
