import { readFileSync } from "node:fs";
import { join } from "node:path";

import { configurationKeys, configurationPage } from "../../../config/configurationPage";

describe("docs/configuration.md", () => {
  it("is what the schema says; npx tsx tools/generate/configurationPage.ts writes it anew", () => {
    const page = readFileSync(join(__dirname, "../../../docs/configuration.md"), "utf8");
    expect(page).toBe(configurationPage());
  });

  it("explains every key", () => {
    const silent = configurationKeys().filter(({ meaning }) => meaning === "");
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it("knows the keys of every kind of response", () => {
    const paths = configurationKeys().map(({ path }) => path);
    expect(paths).toContain("responses[kind: block-ip].timeout");
    expect(paths).toContain("responses[kind: isolate-host].allow[].reason");
    expect(paths).not.toContain("responses[kind: isolate-host].rules");
    expect(paths).toContain("whitelist.<name>[].expires");
  });
});
