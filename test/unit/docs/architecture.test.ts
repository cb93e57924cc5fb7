import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./pages";

const page = readFileSync(join(ROOT, "docs", "architecture.md"), "utf8");
const named = [...page.matchAll(/^\| ((?:`[^`]+`(?:, )?)+) \|/gm)].flatMap(([, names = ""]) =>
  [...names.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
);

/** Folders whose own folders the table explains. */
const EXPLAINED = ["policy", "policy/wazuh", "cli", "scripts", "tools", "lab"];

describe("the table of folders in docs/architecture.md", () => {
  it("names what exists", () => {
    expect(named).toContain("policy/model");
    expect(named.filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
  });

  it("names every folder of the layers", () => {
    const folders = EXPLAINED.flatMap((layer) =>
      readdirSync(join(ROOT, layer), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${layer}/${name}`),
    );
    const missing = folders.filter((name) => !named.includes(name));
    expect(missing).toEqual([]);
  });
});
