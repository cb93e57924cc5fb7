import { join } from "node:path";

import { runProgram } from "../../../lab/process";

const ROOT = join(__dirname, "..", "..", "..");

/** Titles of the scenes that were played, each with the number of its proofs. */
function scenesIn(text: string): Record<string, number> {
  const scenes = text.split(/^\[\d\/\d\] /m).slice(1);
  return Object.fromEntries(
    scenes.map((scene) => [scene.split("\n")[0] ?? "", scene.split("  ✓ ").length - 1]),
  );
}

/** As a user runs it: in a process of its own, where a program that refuses is no unhandled rejection of jest's. */
describe("the demo", () => {
  it("plays every scene to its end and proves what it shows", async () => {
    const tsx = join(ROOT, "node_modules", ".bin", "tsx");
    const { code, stdout, stderr } = await runProgram(tsx, [join(ROOT, "lab/demo/main.ts")]);
    // What it said is all that tells why it ended.
    if (code !== 0 || stderr !== "")
      throw new Error(`the demo ended with ${String(code)}; it said:\n${stdout}\n${stderr}`);
    expect(scenesIn(stdout)).toEqual({
      "A policy is previewed and rolled out to five hosts": 5,
      "A second run does nothing": 3,
      "Three changes touch only what they must": 16,
      "A brute force is blocked where it happens, and nowhere else": 8,
      "A process on the kill list is killed, one with a similar name is not": 2,
      "A bad policy stops at preview, a broken ossec.conf stops before the swap": 7,
      "Destroy leaves the hosts as they were": 5,
    });
    expect(stdout).toContain("stand-in");
    expect(stdout).toMatch(/46 proofs, none failed, \d+ s\./);
  }, 900_000);
});
