import { readFileSync } from "node:fs";
import { join } from "node:path";

import { checksPage } from "../../../../policy/lint/explain/checksPage";
import { EXPLAINED } from "../../../../policy/lint/explain/explained";
import { nearCodes } from "../../../../policy/lint/explain/nearCodes";
import { printExplained } from "../../../../policy/lint/explain/printExplained";

describe("docs/checks.md", () => {
  it("is what the checks say; npx tsx tools/generate/checksPage.ts writes it anew", () => {
    const page = readFileSync(join(__dirname, "../../../../docs/checks.md"), "utf8");
    expect(page).toBe(checksPage());
  });

  it("has a heading for every code", () => {
    const page = checksPage();
    const codes = new Set(EXPLAINED.map(({ code }) => code));
    expect([...codes].filter((code) => !page.includes(`\n### ${code}\n`))).toEqual([]);
  });
});

describe("the explanation of a code", () => {
  it("says what, why, an example and what to write", () => {
    expect(printExplained("log-agent-twice")).toBe(
      [
        "log-agent-twice: error, in a stack",
        "  An agent is named twice in one entry of `logs.groups`.",
        "  The second adds nothing, so another agent may have been meant.",
        "",
        "      logs:",
        "        groups:",
        "          - { name: web, agents: [gitlab, gitlab] }",
        "",
        "  -> Name it once.",
        "",
      ].join("\n"),
    );
  });

  it("of a code of both kinds has both", () => {
    const heads = (printExplained("unknown-rule") ?? "")
      .split("\n")
      .filter((line) => line.startsWith("unknown-rule"));
    expect(heads).toEqual([
      "unknown-rule: error, in a stack",
      "unknown-rule: warning, in an ossec.conf",
    ]);
  });

  it("names the agents that an example is about, and cuts what repeats itself", () => {
    expect(printExplained("enrolled-blank")).toContain(
      "\n  with by-hand (007) among the agents of the manager\n",
    );
    expect(printExplained("ar-rows")).toContain("# ... and so on, 63 lines\n");
    expect(printExplained("nothing")).toBeUndefined();
  });

  it.each([
    ["unknwon-rule", ["unknown-rule"]],
    ["rule-id", ["rules-id", "rule-id-range"]],
    ["xyz", []],
  ])("knows what %s may stand for", (written, expected) => {
    const near = nearCodes(
      written,
      EXPLAINED.map(({ code }) => code),
    );
    expect(near.slice(0, 2)).toEqual(expected);
  });
});
