import { join } from "node:path";

import { scenesOf, POLICY } from "../../../lab/demo/script";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { stageOf, type Scene, type Stage } from "../../../lab/demo/stage";
import { deployment } from "../../../lab/deploy";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";

const silent = { line: (): void => undefined, busy: () => ({ done: (): void => undefined }) };

/** The scenes build on each other: after one that failed the rest would only repeat its failure. */
describe("the demo", () => {
  let lab: Lab;
  let stage: Stage;
  let scenes: readonly Scene[];
  let played = 0;

  beforeAll(async () => {
    lab = await upLab();
    const config = stackConfigOf(lab, POLICY);
    const stack = await deployment(join(lab.dir, "stack"), config, { say: () => undefined });
    stage = stageOf(lab, stack, config, silent);
    scenes = await scenesOf(lab);
  }, 120_000);

  afterAll(async () => {
    await lab.down();
  });

  it.each([
    ["A policy is previewed and rolled out to five hosts", 4],
    ["A second run does nothing", 3],
    ["Three changes touch just what they must", 15],
    ["A brute force is blocked where it happens, and nowhere else", 8],
    ["A process of the kill list ends, its namesake's neighbour does not", 2],
    ["A bad policy stops at preview, a bad manager's file stops before the swap", 7],
    ["Destroy leaves the hosts as they were", 5],
  ])(
    "%s: %d proofs",
    async (title, proofs) => {
      const scene = scenes[played];
      expect(scene?.title).toBe(title);
      const before = stage.proofs.length;
      await scene?.play(stage);
      played += 1;
      expect(stage.proofs.slice(before).filter(({ ok }) => ok)).toHaveLength(proofs);
    },
    120_000,
  );
});
