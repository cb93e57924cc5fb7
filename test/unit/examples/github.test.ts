import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { buildSync } from "esbuild";

const ROOT = join(__dirname, "../../..");

describe("the example for GitHub Actions, read by GitHub's own parser", () => {
  const folder = mkdtempSync(join(tmpdir(), "workflow-"));
  const program = join(folder, "read.cjs");
  beforeAll(() => {
    buildSync({
      entryPoints: [join(__dirname, "readByGithub.mjs")],
      ...{ bundle: true, platform: "node", format: "cjs", outfile: program, logLevel: "error" },
    });
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const example = readFileSync(join(ROOT, "examples/ci/github-actions.yml"), "utf8");
  const read = (input: string): unknown => {
    const { stdout, stderr } = spawnSync(process.execPath, [program], {
      input,
      encoding: "utf8",
    });
    return stderr === "" ? JSON.parse(stdout) : stderr;
  };

  it("is accepted", () => {
    expect(read(example)).toEqual({ errors: [], jobs: ["preview", "up", "night"] });
  });

  it("is a test that can fail", () => {
    const misspelt = example.replace("timeout-minutes: 30", "timeout-minuets: 30");
    expect(read(misspelt)).toMatchObject({
      errors: ["workflow (Line: 27, Col: 5): Unexpected value 'timeout-minuets'"],
    });
  });
});
