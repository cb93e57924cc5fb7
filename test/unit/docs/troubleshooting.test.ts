import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./pages";

/** Folders whose files say something to people. */
const SPEAKERS = [
  "scripts/host",
  "components",
  "program",
  "cli",
  "tools/engine",
  "config",
  "lab/provider",
];

function textsIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? textsIn(path) : [readFileSync(path, "utf8")];
  });
}

const said = [
  ...SPEAKERS.flatMap((folder) => textsIn(join(ROOT, folder))),
  readFileSync(join(ROOT, "index.ts"), "utf8"),
].join("\n");

const page = readFileSync(join(ROOT, "docs", "troubleshooting.md"), "utf8");
const headings = [...page.matchAll(/^### `(.+)`$/gm)].map(([, heading = ""]) => heading);

describe("docs/troubleshooting.md", () => {
  it("explains at least ten messages", () => {
    expect(headings.length).toBeGreaterThanOrEqual(10);
  });

  it.each(headings)("the program says: %s", (heading) => {
    const missing = heading
      .split("…")
      .map((part) => part.trim())
      .filter((part) => part !== "" && !said.includes(part));
    expect(missing).toEqual([]);
  });
});
