import { chartOf } from "../../../bench/rollout/chart";
import { jobOf } from "../../../bench/rollout/job";
import { printRollout, type RolloutResult } from "../../../bench/rollout/result";

const RESULT: RolloutResult = {
  when: "2026-01-01T00:00:00.000Z",
  processors: 2,
  load: 0.4,
  rounds: 3,
  rows: [
    { hosts: 5, way: "program", load: 0.3, seconds: { first: 3, all: 3, nothing: 2, one: 2.5 } },
    { hosts: 20, way: "program", load: 0.3, seconds: { first: 4, all: 4, nothing: 2, one: 3 } },
    { hosts: 20, way: "ansible", load: 0.3, seconds: { first: 40, all: 40, nothing: 30, one: 36 } },
  ],
};

describe("jobOf", () => {
  it("gives three scripts of about 3.8 KB, another content for another version only", () => {
    const [job, next] = [jobOf("x", [1, 1, 1]), jobOf("x", [2, 1, 1])];
    expect(job.scripts.map(({ path }) => path)).toEqual([
      "/var/ossec/active-response/bin/bench-x-1",
      "/var/ossec/active-response/bin/bench-x-2",
      "/var/ossec/active-response/bin/bench-x-3",
    ]);
    for (const { content } of job.scripts) {
      expect(content.length).toBeGreaterThan(3700);
      expect(content.length).toBeLessThanOrEqual(3800);
    }
    expect(next.scripts.map(({ sha256 }, i) => sha256 === job.scripts[i]?.sha256)).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe("printRollout", () => {
  it("puts the ratio to this program of the same fleet in brackets", () => {
    const lines = printRollout(RESULT).split("\n");
    expect(lines[0]).toBe(
      "Seconds, median of 3, 2 processors, load 0.4; the lab's stand-in of the provider; in brackets: times as long as this program.",
    );
    expect(lines.map((line) => line.trim().split(/ {2,}/))).toContainEqual([
      "20",
      "ansible",
      "40 (10.0)",
      "40 (10.0)",
      "30 (15.0)",
      "36 (12.0)",
    ]);
  });
});

describe("chartOf", () => {
  const svg = chartOf(RESULT);

  it("draws the largest fleet, a longer bar for more seconds, for light and dark pages", () => {
    const widths = [...svg.matchAll(/<rect class="(\w+)"[^>]* width="(\d+)"/g)];
    expect(widths.map(([, whose]) => whose)).toEqual([
      ...["ours", "other", "ours", "other", "ours", "other", "ours", "other"],
    ]);
    const [ours = 0, others = 0] = widths.map(([, , width]) => Number(width));
    expect(ours).toBeGreaterThan(0);
    expect(others).toBeGreaterThan(2 * ours);
    expect(svg).toContain("20 hosts, seconds (logarithmic bars), median of 3, load 0.4");
    expect(svg).toContain("prefers-color-scheme:dark");
  });
});
