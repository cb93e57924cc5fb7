import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Command } from "commander";

import { newProgram } from "../../../cli/main";
import { verbsTable, withVerbs } from "../../../tools/generate/readmeVerbs";
import { ROOT } from "./pages";

describe("the verbs in README.md", () => {
  it("are those of the command line; npx tsx tools/generate/readmeVerbs.ts writes them anew", () => {
    const readme = readFileSync(join(ROOT, "README.md"), "utf8");
    expect(readme).toBe(withVerbs(readme, newProgram()));
  });

  it("stand in a table with their arguments", () => {
    const program = new Command("p");
    program.command("a").argument("<one>").argument("[more...]").summary("does a | b");
    expect(verbsTable(program)).toBe(
      "| verb | what it does |\n|---|---|\n| `a <one> [more...]` | does a \\| b |\n",
    );
  });

  it("have their place between two markers, with the exit codes, and only there", () => {
    const page = withVerbs(
      "x\n<!-- verbs: begin -->\nearlier\n<!-- verbs: end -->\ny\n",
      new Command(),
    );
    expect(page).toMatch(/^x\n<!-- verbs: begin -->\n\| verb \|/);
    expect(page).toContain("\n- 64: wrong usage\n");
    expect(page.endsWith("\n<!-- verbs: end -->\ny\n")).toBe(true);
    expect(page).not.toContain("earlier");
    expect(() => withVerbs("x\n", new Command())).toThrow("README.md has no <!-- verbs: begin -->");
  });
});
