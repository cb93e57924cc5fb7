import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { awaitSetUp } from "../../../policy/cloudInit/setUpMark";

describe("the wait for a new server's set-up", () => {
  const folder = mkdtempSync(join(tmpdir(), "set-up-mark-"));
  const mark = join(folder, "mark");
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** As cloud-init 25.1.4 does: --wait by its exit code, --long by its words. */
  const wait = (code: number, marked: boolean): [number | null, string, string] => {
    const said = "status: done\nextended_status: degraded done";
    writeFileSync(
      join(folder, "cloud-init"),
      `#!/bin/sh\ncase "$*" in "status --wait") exit ${code} ;; "status --long") echo "${said}" ;; esac\n`,
    );
    chmodSync(join(folder, "cloud-init"), 0o755);
    rmSync(mark, { force: true });
    if (marked) writeFileSync(mark, "");
    const PATH = `${folder}:${process.env["PATH"] ?? ""}`;
    const env = { ...process.env, PATH };
    const { status, stdout, stderr } = spawnSync("sh", ["-c", awaitSetUp(mark)], {
      env,
      encoding: "utf8",
    });
    return [status, stdout, stderr.split("\n")[1] ?? ""];
  };
  const WORDS = "status: done\nextended_status: degraded done\n";
  const LAST = "extended_status: degraded done";

  it("goes by the mark, takes what cloud-init only warns of, and repeats its words", () => {
    expect(wait(0, true)).toEqual([0, "", ""]);
    expect(wait(2, true)).toEqual([0, WORDS, ""]);
  });

  it("fails where the mark is missing, whatever cloud-init says, and where cloud-init failed", () => {
    expect(wait(0, false)).toEqual([1, "", LAST]);
    expect(wait(2, false)).toEqual([1, "", LAST]);
    expect(wait(1, true)).toEqual([1, "", LAST]);
  });
});
