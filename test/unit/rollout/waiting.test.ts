import { printWaiting, waitingFor, type Waiting } from "../../../policy/rollout/waiting";

const FIRST = "block-ip3600 - guarded-block-ip - 3600";
const SECOND = "kill0 - kill - 0";
const before = { arConf: [FIRST, SECOND], agentConf: { web: "a" } };

describe("what the managers wait for", () => {
  it.each([
    ["nothing where nothing is deferred", false, before, { arConf: [] }],
    ["nothing at the first rollout", true, undefined, before],
    ["nothing where agents would not notice", true, before, { ...before }],
  ])("is %s", (_, defer, last, next) => {
    expect(waitingFor(defer, last, next)).toBeUndefined();
  });

  it.each<[string, typeof before, Partial<Waiting>]>([
    ["a new row", { ...before, arConf: [FIRST] }, { arConf: true, removed: [SECOND] }],
    [
      "the same rows in another order, at which agents reload too",
      { ...before, arConf: [SECOND, FIRST] },
      { arConf: true, added: [], removed: [] },
    ],
    [
      "a group's agent.conf",
      { ...before, agentConf: { web: "b" } },
      { arConf: false, groups: ["web"] },
    ],
  ])("is %s", (_, next, waiting) => {
    expect(waitingFor(true, before, next)).toMatchObject(waiting);
  });

  it("is told with the managers and the rows", () => {
    const waiting = waitingFor(true, before, { ...before, arConf: [SECOND, FIRST] });
    expect(printWaiting(waiting as Waiting, ["wazuh"])).toBe(
      "wazuh wait(s), with all their changes (rollout.deferArConfChanges): ar.conf would change, and every agent would reload. " +
        "Agents get their scripts now; scripts that are no longer named stay. In your maintenance window, set it to false and run pulumi up.\n" +
        "  (the same rows in another order)",
    );
  });
});
