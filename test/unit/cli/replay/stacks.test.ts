import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

import type { Report } from "../../../../policy/replay/report/report";
import { run } from "../run";
import { attack, project, stackFile } from "./project";

const host = (name: string, role: string, address: string): object => ({ name, role, address });
const PATH = process.env["PATH"] ?? "";

/** A stand-in of pulumi, first on PATH, that knows what these stacks published. */
function pulumiSays(dir: string, published: Readonly<Record<string, object>>): void {
  for (const [stack, outputs] of Object.entries(published))
    writeFileSync(
      join(dir, `${stack}.json`),
      JSON.stringify({ published: JSON.stringify({ managers: [], agents: [], ...outputs }) }),
    );
  writeFileSync(
    join(dir, "pulumi"),
    `#!/bin/sh
[ "$1" != version ] || { echo v3.200.0; exit; }
while [ "$1" != --stack ]; do shift; done
cat "${dir}/$2.json" 2>/dev/null || { echo "error: no stack named '$2' found" >&2; exit 1; }
`,
    { mode: 0o755 },
  );
  process.env["PATH"] = [dir, PATH].join(delimiter);
}

/** A stack in git whose blocks were shorter then, and its report beside that. */
async function beside(
  keys: Readonly<Record<string, string>>,
  published: Readonly<Record<string, object>>,
): Promise<Report> {
  const dir = project({ ...keys, responses: "[{ kind: block-ip, rules: [5763], timeout: 5s }]" });
  try {
    const git = (...args: string[]): unknown =>
      execFileSync("git", [
        "-C",
        dir,
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@example.org",
        ...args,
      ]);
    git("init", "--quiet");
    git("add", "Pulumi.prod.yaml");
    git("commit", "--quiet", "-m", "then");
    writeFileSync(join(dir, "Pulumi.prod.yaml"), stackFile(keys));
    const file = join(dir, "alerts.json");
    const lines = [...attack(0), ...attack(100, "198.51.100.7"), ...attack(200)];
    writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
    pulumiSays(dir, published);
    const { stdout, stderr } = await run([
      "replay",
      file,
      "--dir",
      dir,
      "--json",
      "--against",
      "@HEAD",
    ]);
    if (stdout === "") throw new Error(stderr);
    return JSON.parse(stdout) as Report;
  } finally {
    process.env["PATH"] = PATH;
    rmSync(dir, { recursive: true });
  }
}

/** What both sides came to: the same, new, gone, saved now, saved then. */
const came = ({ against, gain }: Report): unknown[] => [
  against?.same,
  against?.new.length,
  against?.gone.length,
  gain.saved,
  against?.savedThen,
];

describe("a stack that shares its fleet, beside its last revision", () => {
  const location = {
    stack: "{ role: location, managerStack: prod-manager }",
    whitelist: "{}",
  };
  const manager = { stack: "{ role: manager, locations: { hel1: prod-hel1 } }", agents: "[]" };
  const master = host("wazuh", "master", "10.1.0.1");

  it("has the white list of the manager's stack on both sides", async () => {
    const report = await beside(location, {
      "prod-manager": {
        managers: [master],
        whitelist: [{ address: "198.51.100.0/24", name: "partners" }],
      },
    });
    expect(came(report)).toEqual([1, 0, 0, 8, 0]);
    expect(report.decisions).toEqual({ blocked: 1, held: 1 });
    expect(report.notKnown.join("\n")).not.toContain("never rolled out");
  });

  it("has the agents of its locations on both sides", async () => {
    const agents = [host("web-1", "agent", "10.2.0.1"), host("web-2", "agent", "10.2.0.2")];
    const report = await beside(manager, { "prod-hel1": { agents } });
    expect(came(report)).toEqual([2, 0, 0, 8, 0]);
    expect(report.decisions).toEqual({ blocked: 2 });
  });

  it("says what is not known of stacks that were never rolled out", async () => {
    expect((await beside(location, {})).notKnown.slice(0, 2)).toEqual(
      ["prod", "prod@HEAD"].map(
        (name) =>
          `The stack prod-manager was never rolled out: ${name} is played without its white list.`,
      ),
    );
    expect((await beside(manager, {})).notKnown[1]).toBe(
      "A location of prod@HEAD was never rolled out: its agents are played as hosts outside of the stack.",
    );
  });
});
