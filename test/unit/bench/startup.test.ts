import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { printStartup } from "../../../bench/startup/result";
import { RUNTIMES } from "../../../bench/pulumi/runtimes";

describe("the start-up benchmark", () => {
  it("starts the program as Pulumi.yaml says", () => {
    const project = parse(readFileSync(join(__dirname, "../../../Pulumi.yaml"), "utf8")) as {
      main: string;
      runtime: { options: Record<string, unknown> };
    };
    const { program, nodeargs, environment } = RUNTIMES.asItComes;
    expect([project.main, project.runtime.options]).toEqual([
      program,
      { typescript: false, nodeargs: nodeargs.join(" ") },
    ]);
    expect(environment).toEqual({ PULUMI_NODEJS_TYPESCRIPT: "false" });
  });

  it("prints a line a way and a line a part", () => {
    const parts = { engine: 0.3, node: 0.04, sdk: 0.9 };
    const previews = { asItComes: 1, sdk: 2.5, tsx: 3 };
    const verbs = { help: 0.11, lint: 0.22 };
    const circumstances = { when: "", processors: 2, load: 0.1, rounds: 5 };
    const [, ...lines] = printStartup({ ...circumstances, previews, parts, verbs }).split("\n");
    expect(lines.map((line) => line.split(/ {2,}/).at(-1))).toEqual([
      "1",
      "2.5",
      "3",
      "0.3",
      "0.04",
      "0.9",
      "0.11",
      "0.22",
    ]);
  });
});
