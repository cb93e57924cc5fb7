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
  ...{ replay: undefined, flood: undefined },
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
    const row = (hosts: number, way: string, all: number, nothing = 2) => ({
      ...{ hosts, way, load: 0 },
      seconds: { first: all, all, nothing, one: 3 },
    });
    const rows = [
      row(20, "ssh", 3),
      row(20, "program", 7),
      row(20, "once", 5.6),
      row(20, "pyinfra", 5, 1.6),
    ];
    const large = [row(100, "program", 18), row(100, "once", 10)];
    const rollout = { ...circumstances, rounds: 3, rows: [...rows, ...large] };
    const end = (what: string): string | undefined =>
      line({ rollout }, what)?.split(" | ").slice(1).join(" | ");
    expect(end("20 hosts, all changed, state written once")).toBe(
      "at most 1.2 x ssh + start-up, 5.6 s | 5.6 s | yes |",
    );
    expect(end("20 hosts, nothing changed, beside pyinfra")).toBe(
      "at most its time | 1.25 x | no |",
    );
    expect(end("100 hosts, all changed, beside the state written once")).toBe(
      "at most 1.8 x its time | 1.8 x | yes |",
    );
  });

  it("judges an unchanged host's apply beside a connection, and says what was not measured", () => {
    const what =
      "processor time of an unchanged host's apply, beside that of one SSH connection at both ends";
    expect(line({}, what)).toContain("| not yet | |");
    const apply = (cpu: number): object => ({
      unchanged: { cpu },
      connection: { client: 70, host: 30 },
    });
    expect(line({ apply: apply(120) as never }, what)).toContain("| 1.2 x | yes |");
    expect(line({ apply: apply(121) as never }, what)).toContain("| 1.21 x | no |");
  });

  it("judges the start beside what it is made of, and the verbs beside node", () => {
    const startup = {
      ...{ ...circumstances, rounds: 5, previews: { asItComes: 0.95 } },
      ...{ parts: { engine: 0.1, node: 0.05, sdk: 0.4 }, verbs: { help: 0.15, lint: 0.31 } },
    };
    const measured = (what: string): string | undefined =>
      line({ startup }, what)?.split(" | ").slice(2).join(" | ");
    expect(measured("preview of four agents and a manager")).toBe("1.9 x | yes |");
    expect(measured("the verbs' help")).toBe("3 x | yes |");
    expect(measured("`active-response lint ossec.conf`")).toBe("6.2 x | no |");
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
