import { torture } from "./torture";

// `npm run torture` kills 500 runs; here a seeded few, agents and managers side by side.
const KILLS = Number(process.env["TORTURE_KILLS"] ?? 60);
const SEED = Number(process.env["TORTURE_SEED"] ?? 1);
const LANES = ["agent", "master", "agent", "master"] as const;

describe("an installer that is killed with -9", () => {
  it(
    `leaves the old or the new state, ${KILLS} times out of ${KILLS}, and the next run finishes`,
    async () => {
      const tallies = await Promise.all(
        LANES.map((role, lane) => torture(role, SEED + lane, Math.ceil(KILLS / LANES.length))),
      );
      const sum = (of: "killed" | "finished" | "old" | "fresh" | "twice"): number =>
        tallies.reduce((total, tally) => total + tally[of], 0);
      console.log(
        `killed ${sum("killed")} (old state ${sum("old")}, new state ${sum("fresh")}; recovery killed too ${sum("twice")}), done before the kill ${sum("finished")}`,
      );
      expect(tallies.flatMap(({ half }) => half)).toEqual([]);
      expect(sum("killed")).toBeGreaterThanOrEqual(KILLS);
      // Both sides of the swap were met, or the instants say nothing.
      expect(sum("old")).toBeGreaterThan(0);
      expect(sum("fresh")).toBeGreaterThan(0);
    },
    10_000 * KILLS,
  );
});
