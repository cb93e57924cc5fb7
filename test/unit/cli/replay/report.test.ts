import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Report } from "../../../../policy/replay/report/report";
import { run } from "../run";
import { attack, login, project, stackFile } from "./project";

const dir = project({
  replay: "{ known: [{ address: 203.0.113.0/28, name: the content network }] }",
});
const file = join(dir, "alerts.json");
afterAll(() => {
  rmSync(dir, { recursive: true });
});

const DAY = 86_400;
writeFileSync(
  file,
  [
    ...attack(0, "203.0.113.66"),
    ...attack(100, "198.51.100.7"),
    login(200, "198.51.100.7"),
    login(DAY, "198.51.100.7"),
    ...attack(2 * DAY, "203.0.113.5"),
    ...attack(3 * DAY, "10.2.0.2"),
    ...attack(4 * DAY, "192.168.7.7"),
    ...attack(5 * DAY, "10.0.0.9"),
    ...attack(6 * DAY, "192.0.2.200"),
    login(20 * DAY, "192.0.2.200"),
  ]
    .map((line) => `${line}\n`)
    .join(""),
);

async function replay(
  ...options: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  return run(["replay", file, "--dir", dir, ...options]);
}

describe("harm", () => {
  it("is what is ours, known, used or shared, the gravest first", async () => {
    const { code, stdout } = await replay("--json");
    const { harm, gain, hosts, decisions } = JSON.parse(stdout) as Report;
    expect(harm.map(({ subject, weight, against }) => [subject, weight, ...against])).toEqual([
      [
        "198.51.100.7",
        3,
        "1 log-in from it would have been locked out",
        "root logged in from it on web-1, 2 times, the nearest in the same hour",
      ],
      ["203.0.113.5", 3, "it is in 203.0.113.0/28, the content network"],
      ["192.168.7.7", 1, "it is in 192.168.0.0/16, a private network"],
    ]);
    expect(harm[0]?.because).toEqual([
      "8 failed attempts on web-1, as root",
      "rule 5763 fired 1 time",
    ]);
    expect(harm[0]?.alertsAgainst[0]).toMatchObject({
      rule: 5715,
      host: "web-1",
      at: `${file}:17`,
    });
    // Of the two that nothing speaks against one logged in two weeks later.
    expect(gain).toEqual({
      attackers: 2,
      attemptsBefore: 8,
      saved: 1,
      throughWindow: { blocks: 0, subjects: 0 },
      accounts: 0,
      processes: 0,
      scripts: 0,
    });
    // The office and the fleet's own host are on the white list.
    expect(decisions).toEqual({ blocked: 5, held: 2 });
    expect(hosts).toEqual([
      {
        ...{ host: "web-1", actions: 5, peak: 2, peakAt: "2026/11/01 00:01:47" },
        ...{ storms: 0, breaks: 0, stopped: 0 },
      },
    ]);
    expect(code).toBe(1);
  });

  it("depends on how far a log-in may be", async () => {
    const { stdout } = await replay("--json", "--login-days", "14");
    expect((JSON.parse(stdout) as Report).harm.map(({ subject }) => subject)).toContain(
      "192.0.2.200",
    );
  });
});

it("takes no known address that is none", async () => {
  const other = project({ replay: '{ known: [{ address: "cdn.example", name: cdn }] }' });
  const { code, stderr } = await run(["replay", file, "--dir", other]);
  expect(stderr).toBe(
    'active-response: replay.known[0].address: "cdn.example" is not an address or a network, so replay could hold nothing against it; write 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32 [replay-address]\n',
  );
  expect(code).toBe(64);
  rmSync(other, { recursive: true });
});

describe("the screen", () => {
  it("begins with what is not known, then the harm, and fits 80 columns", async () => {
    const { stdout } = await replay();
    const lines = stdout.split("\n");
    expect(lines.slice(0, 2)).toEqual([
      "Replay of prod, 2026/11/01 00:00:00 to 2026/11/21 00:00:00 (UTC)",
      "59 lines, 59 alerts played; the others do not matter to this policy.",
    ]);
    const headings = lines.filter((line) => /^(?:Not known|Harm|Gain|Hosts|What would)/.test(line));
    expect(headings).toEqual([
      "Not known from alerts:",
      "Harm: 3 of them should be looked at before this acts",
      "Gain",
      "Hosts",
      "What would have been done",
    ]);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).toContain(
      "! 198.51.100.7: blocked 1 time, rule 5763, on web-1\n    against: 1 log-in",
    );
  });
});

describe("--against", () => {
  const git = (...args: string[]): void => {
    execFileSync(
      "git",
      ["-C", dir, "-c", "user.name=t", "-c", "user.email=t@example.org", ...args],
      {
        stdio: "ignore",
      },
    );
  };
  beforeAll(() => {
    git("init");
    git("add", "Pulumi.prod.yaml");
    git("commit", "-m", "now");
    writeFileSync(
      join(dir, "Pulumi.prod.yaml"),
      stackFile({
        whitelist: "{ common: [{ address: 198.51.100.0/24, name: partners }] }",
        responses: "[{ kind: block-ip, rules: [5763], timeout: 10m }]",
      }),
    );
  });

  it("says what is new and what is gone beside another revision of the stack file", async () => {
    const { code, stdout } = await replay("--json", "--against", "prod@HEAD");
    const { against } = JSON.parse(stdout) as Report;
    expect(against?.name).toBe("prod@HEAD");
    expect(against?.new.map(({ subject, harm }) => [subject, harm])).toEqual([["10.0.0.9", true]]);
    expect(against?.gone.map(({ subject, harm }) => [subject, harm])).toEqual([
      ["198.51.100.7", true],
    ]);
    expect(against).toMatchObject({ same: 4, harmThen: 2, savedThen: 1 });
    expect(code).toBe(1);
    const { stdout: screen } = await replay("--against", "@HEAD");
    expect(screen).toContain("\nBeside prod@HEAD\n  4 the same, 1 new, 1 gone; harm 2 -> ");
    expect(screen).toContain("\n  + 10.0.0.9: 1 time, rule 5763, on web-1 (harm)\n");
    expect(screen).toContain("\n  - 198.51.100.7: 1 time, rule 5763, on web-1 (harm)\n");
  });

  it("names a revision that git does not have, and wrong forms", async () => {
    const { code, stderr } = await replay("--against", "prod@nowhere");
    expect(stderr).toMatch(
      /^active-response: --against: "prod@nowhere": Pulumi\.prod\.yaml cannot be read there: fatal: /,
    );
    expect(code).toBe(64);
    expect((await replay("--against", "prod")).stderr).toBe(
      'active-response: --against: "prod" names no revision; write prod@HEAD~1\n',
    );
  });
});
