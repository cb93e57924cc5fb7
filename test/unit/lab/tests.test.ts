import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Plays jest: a folder fails as often as its file `fails` says, and each run is written down. */
const JEST = `#!/bin/sh
for last; do :; done
name=$(basename "$last")
echo "$name" >>runs
left=$(cat "test/lab/$name/fails" 2>/dev/null || echo 0)
[ "$left" -gt 0 ] || exit 0
echo $((left - 1)) >"test/lab/$name/fails"
echo "what failed in $name"
exit 1
`;

describe("lab/tests.sh", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "lab-tests-"));
    for (const folder of ["lab", "node_modules/.bin"])
      mkdirSync(join(root, folder), { recursive: true });
    copyFileSync(join(__dirname, "../../../lab/tests.sh"), join(root, "lab/tests.sh"));
    writeFileSync(join(root, "lab/enter.sh"), 'exec "$@"\n');
    writeFileSync(join(root, "node_modules/.bin/jest"), JEST, { mode: 0o755 });
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  /** Runs folders of which each fails so often. */
  const run = (fails: Readonly<Record<string, number>>) => {
    for (const [name, times] of Object.entries({ demo: 0, ...fails })) {
      mkdirSync(join(root, "test/lab", name), { recursive: true });
      writeFileSync(join(root, "test/lab", name, "fails"), String(times));
    }
    const { status, stdout, stderr } = spawnSync("bash", ["lab/tests.sh"], {
      cwd: root,
      encoding: "utf8",
    });
    const runs = readFileSync(join(root, "runs"), "utf8").trim().split("\n").sort();
    return { status, stdout, stderr, runs };
  };

  it("runs each folder once where all pass", () => {
    const { status, stdout, stderr, runs } = run({ a: 0, b: 0 });
    expect([status, runs, stderr]).toEqual([0, ["a", "b", "demo"], ""]);
    expect(stdout).toMatch(/\nlab tests: all passed\n$/);
  });

  it("runs a failed folder once more, and names the race where it passes then", () => {
    const { status, stdout, stderr, runs } = run({ a: 0, b: 1 });
    expect([status, runs]).toEqual([0, ["a", "b", "b", "demo"]]);
    // Another folder may have ended between the two lines.
    expect(stdout).toContain("what failed in b\n");
    expect(stdout).toContain("\ntest/lab/b: failed after");
    expect(stdout).toContain("lab tests failed in: b ; once more, alone\n");
    expect(stderr).toBe(
      "lab tests: all passed, but A RACE IS LEFT in: b (failed once, above, and passed alone)\n",
    );
  });

  it("fails where one fails twice, also beside one that raced", () => {
    const { status, stderr, runs } = run({ a: 2, b: 1 });
    expect([status, stderr]).toEqual([1, "lab tests failed in: a \n"]);
    expect(runs).toEqual(["a", "a", "b", "b", "demo"]);
  });

  it("takes three that fail for no race", () => {
    const { status, stderr, runs } = run({ a: 1, b: 1, c: 1 });
    expect([status, stderr]).toEqual([1, "lab tests failed in: a b c \n"]);
    expect(runs).toEqual(["a", "b", "c", "demo"]);
  });
});
