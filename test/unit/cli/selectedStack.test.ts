import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { UsageError } from "../../../cli/lib/exit";
import { selectedStack } from "../../../cli/lib/selectedStack";
import { run } from "./run";

const MINE = "config:\n  wazuh-active-response:nonsense: 1\n";

describe("a folder with two stack files, and no --stack", () => {
  let dir: string;
  const path = process.env["PATH"] ?? "";
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "selected-"));
    for (const name of ["mine", "prod"]) writeFileSync(join(dir, `Pulumi.${name}.yaml`), MINE);
  });
  afterEach(() => {
    process.env["PATH"] = path;
    rmSync(dir, { recursive: true });
  });

  /** A stand-in of pulumi that answers this, first on PATH. */
  function pulumiAnswers(script: string): void {
    writeFileSync(join(dir, "pulumi"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    process.env["PATH"] = [dir, path].join(delimiter);
  }

  test("is the one that pulumi has selected, and says so", async () => {
    pulumiAnswers(`[ "$*" = "stack --show-name --non-interactive --cwd ${dir}" ] && echo mine`);
    const { code, stdout, stderr } = await run(["lint", "--dir", dir]);
    expect(stderr).toBe("stack mine, which pulumi has selected\n");
    expect(stdout).toMatch(/stack mine: \d+ errors/);
    expect(code).toBe(2);
  });

  test("is told by --stack where pulumi does not answer", async () => {
    pulumiAnswers("exec sleep 1000");
    await expect(selectedStack(dir, 500)).rejects.toThrow(
      new UsageError(
        `pulumi did not say within 0.5 s which stack is selected in ${dir}; give --stack`,
      ),
    );
  });

  test.each([
    ["none is selected", "echo 'error: no stack selected' >&2; exit 255"],
    ["the selected one has no file here", "echo other"],
  ])("is wrong use where %s", async (_, script) => {
    pulumiAnswers(script);
    expect(await run(["lint", "--dir", dir])).toEqual({
      code: 64,
      stdout: "",
      stderr: `active-response: several stacks in ${dir}; give --stack, one of mine, prod, or run pulumi stack select\n`,
    });
  });
});
