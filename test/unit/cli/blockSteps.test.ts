import { afterListed, foreignIsBlocked, strangeUser } from "../../../cli/verbs/drill/blockSteps";
import type { DrillPlan } from "../../../cli/verbs/drill/drillPlan";
import type { Site } from "../../../cli/verbs/drill/site";

const PLAN: DrillPlan = {
  login: { rule: 5763 },
  foreign: { first: "203.0.113.1", after: ["203.0.113.2", "203.0.113.3"], strange: "203.0.113.4" },
  listed: [
    { name: "headscale", address: "100.127.255.254" },
    { name: "monitor", address: "198.51.100.7" },
  ],
  keepsWindow: false,
  program: { name: "xmrig" },
  scripts: [],
  leftAlone: [],
};

/** An agent that blocks these addresses, and a manager whose rule fired for those; what is asked for is never late. */
function site(blocked: readonly string[], fired: readonly string[]): Site & { written: string[] } {
  const written: string[] = [];
  return {
    written,
    agent: "gitlab",
    within: 30,
    onAgent: (_, input = "") => {
      written.push(...input.split("\n").filter((line) => line !== ""));
      return Promise.resolve("");
    },
    blocked: () => Promise.resolve(blocked),
    alerts: () =>
      Promise.resolve(fired.map((srcip) => ({ rule: { id: "5763" }, data: { srcip } }))),
    until: (ask) => ask(),
  };
}

const LISTED = PLAN.listed.map(({ address }) => address);
const AFTER = PLAN.foreign.after;
const outcomes = async (at: Site, plan = PLAN) => {
  const { window, entries } = await afterListed(at, 5763, plan);
  return [...entries.map(([, { outcome }]) => outcome), window.outcome];
};

describe("the verdicts of a drill", () => {
  test("all is as it should be", async () => {
    const at = site(AFTER, [...LISTED, ...AFTER]);
    expect(await outcomes(at)).toEqual(["passed", "passed", "passed"]);
    // The white-listed come first: only so can the ignore window be seen.
    expect(
      at.written.map((line) => line.split(" ")[5]).filter((ip, i, all) => all.indexOf(ip) === i),
    ).toEqual([...LISTED, ...AFTER]);
  });

  test("a white-listed address that is blocked fails its entry", async () => {
    const { entries } = await afterListed(
      site([...AFTER, "198.51.100.7"], [...LISTED, ...AFTER]),
      5763,
      PLAN,
    );
    expect(entries[1]).toEqual([
      "white list: monitor",
      { outcome: "failed", detail: "198.51.100.7 is blocked although it is on the white list" },
    ]);
  });

  test("a rule that did not fire for an entry proves nothing, so it fails", async () => {
    expect(await outcomes(site(AFTER, ["198.51.100.7"]))).toEqual(["failed", "passed", "passed"]);
  });

  test("a second foreign address that is shielded fails; where the stack keeps the window it is noted", async () => {
    const shielded = site(["203.0.113.2"], [...LISTED, ...AFTER]);
    expect(await outcomes(shielded)).toEqual(["passed", "passed", "failed"]);
    expect(await outcomes(site([], []), { ...PLAN, keepsWindow: true })).toEqual([
      "noted",
      "noted",
      "noted",
    ]);
  });

  test("a foreign address that is not blocked: says on which half of the way it was lost", async () => {
    const ask = async (fired: readonly string[]) =>
      foreignIsBlocked(site([], fired), 5763, "203.0.113.1");
    expect((await ask(["203.0.113.1"])).detail).toContain(
      "although rule 5763 fired on the manager",
    );
    expect((await ask([])).detail).toContain("rule 5763 did not fire");
    expect((await foreignIsBlocked(site(["203.0.113.1"], []), 5763, "203.0.113.1")).outcome).toBe(
      "passed",
    );
  });

  test("the strange user is never failed", async () => {
    expect((await strangeUser(site([], []), 5763, "203.0.113.4")).outcome).toBe("noted");
    expect((await strangeUser(site(["203.0.113.4"], []), 5763, "203.0.113.4")).detail).toContain(
      "is blocked for failed logins",
    );
  });
});
