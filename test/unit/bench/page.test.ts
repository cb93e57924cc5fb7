import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { printTargets } from "../../../bench/page/targets";
import type { Results } from "../../../bench/page/results";
import { withFigures } from "../../../bench/page/withFigures";
import type { ScaleRow } from "../../../bench/scale/result";

const ROOT = join(__dirname, "../../..");

const NONE: Results = {
  ...{ rollout: undefined, scale: undefined, startup: undefined },
  ...{ apply: undefined, responses: undefined, lint: undefined, failures: undefined },
  ...{ replay: undefined },
};

describe("docs/performance.md", () => {
  it("says what bench/results says", () => {
    const page = readFileSync(join(ROOT, "docs/performance.md"), "utf8");
    const resultOf = (name: string): unknown => {
      const file = join(ROOT, "bench/results", `${name}.json`);
      return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
    };
    expect(withFigures(page, resultOf)).toBe(page);
  });

  it("must have the marks", () => {
    expect(() => withFigures("", () => undefined)).toThrow(
      "the page has no marks <!-- targets: begin --> ... <!-- targets: end -->",
    );
  });
});

describe("printTargets", () => {
  const line = (results: Partial<Results>, what: string): string | undefined =>
    printTargets({ ...NONE, ...results })
      .split("\n")
      .find((one) => one.startsWith(`| ${what} |`));
  const circumstances = { when: "", processors: 2, load: 0 };

  it("judges the rollout beside ssh, the start and the other tools", () => {
    const row = (hosts: number, way: string, all: number) => ({
      ...{ hosts, way, load: 0 },
      seconds: { all, nothing: 2, one: 3 },
    });
    const rows = [row(5, "program", 4), row(20, "ssh", 3), row(20, "program", 5.6)];
    const rollout = { ...circumstances, rounds: 3, rows: [...rows, row(20, "ansible", 50)] };
    expect(line({ rollout }, "20 hosts, all changed")).toBe(
      "| 20 hosts, all changed | at most 1.2 x ssh + start-up, 5.6 s | 5.6 s | yes |",
    );
    expect(line({ rollout }, "20 hosts, all changed, beside Ansible")).toMatch(
      /8\.93 times \| no \|$/,
    );
    expect(line({ rollout }, "20 hosts, all changed, beside pyinfra")).toMatch(/not yet \| \|$/);
  });

  it("says which targets are below what ssh and the start take by themselves", () => {
    const row = (way: string, all: number) => ({
      ...{ hosts: 20, way, load: 0 },
      seconds: { all, nothing: 2, one: 3 },
    });
    const told = (ansible: number, pyinfra: number): string[] => {
      const rows = [row("ssh", 1), row("program", 5)];
      rows.push(row("ansible", ansible), row("pyinfra", pyinfra));
      const rollout = { ...circumstances, rounds: 3, rows };
      return printTargets({ ...NONE, rollout })
        .split("\n")
        .filter((one) => /cannot be reached/.test(one));
    };
    expect(told(18, 2)).toEqual([
      "The target beside Ansible cannot be reached on this machine: it means 1.8 s, where `xargs ssh` (1 s) and this program's start with nothing to do (2 s) take 3 s together.",
      "The target beside pyinfra cannot be reached on this machine: it means 0.444 s, where `xargs ssh` alone, the limit, takes 1 s.",
    ]);
    expect(told(31, 14)).toEqual([]);
  });

  it("judges time, state and memory of a large stack", () => {
    const row = (agents: number, up: number, rest: Partial<ScaleRow> = {}): ScaleRow => ({
      ...{ agents, checkpoints: "last", load: 0, up },
      ...rest,
    });
    const memory = { engine: 1500, program: 600, provider: 9000 };
    const rows = [
      ...[row(0, 2), row(50, 4), row(500, 28, { state: 150e6, sent: 100_000 })],
      row(1000, 60, { memory }),
    ];
    const scale = { ...circumstances, limit: 1, rows };
    const ends = [
      "time a host at 500, state written once",
      "state a host at 500",
      "memory of engine and program at 1,000",
      "the same, sparing of memory",
    ].map((what) => line({ scale }, what)?.split(" | ").slice(2).join(" | "));
    expect(ends).toEqual(["1.3 x | yes |", "3 x | yes |", "2.1 GB | no |", "not yet | |"]);
  });
});
