import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { withRepairs } from "../../../cli/verbs/check/repairs";

const prod = readFileSync(join(__dirname, "../../../Pulumi.prod.yaml"), "utf8");
const repairOf = (text: string): unknown =>
  (parse(text) as { config: Record<string, unknown> }).config["wazuh-active-response:repair"];

describe("hosts to repair", () => {
  it("are added at the end of the configuration, every other byte of the file kept", () => {
    const noted = withRepairs(prod, ["gitlab"], "2026-01-01T00:00:00Z");
    expect(noted).toBe(
      `${prod.trimEnd()}\n  wazuh-active-response:repair:\n    gitlab: 2026-01-01T00:00:00Z\n`,
    );
  });

  it("join those that are there, and a host gets the new time", () => {
    const text =
      "config:\n    # a comment\n    wazuh-active-response:repair:\n        a: one\n        b: one\n    other: [1,  2]  # kept\nencryptionsalt: x\n";
    const noted = withRepairs(text, ["b", "c"], "two");
    expect(repairOf(noted)).toEqual({ a: "one", b: "two", c: "two" });
    expect(noted).toContain("    other: [1,  2]  # kept\nencryptionsalt: x\n");
    expect(noted).toContain("config:\n    # a comment\n");
  });

  it("stay before what stands behind the configuration", () => {
    const noted = withRepairs("config:\n  a: b\n# end\nencryptionsalt: x\n", ["h"], "t");
    expect(repairOf(noted)).toEqual({ h: "t" });
    expect(parse(noted)).toMatchObject({ encryptionsalt: "x", config: { a: "b" } });
  });
});
