import { passOverFive } from "../../../program/passOverFive";

const agents = [
  { name: "hel-1", host: "10.0.1.1", hostKey: "k" },
  { name: "hel-2", host: "10.0.1.2", hostKey: "k", version: "5.0.0" },
  { name: "hel-3", host: "10.0.1.3", hostKey: "k", version: "4.14.7" },
];
const nobody = { reasons: new Map<string, string>(), gone: new Set<string>() };
const enrolled = [
  { id: "001", name: "hel-1", version: "4.14.7" },
  { id: "002", name: "hel-2" },
  { id: "003", name: "hel-3", version: "4.14.7" },
  { id: "009", name: "hel-3", version: "5.0.0" },
  { id: "010", name: "stranger", version: "5.0.0" },
];

describe("passOverFive", () => {
  it("leaves everything as it is where nobody runs Wazuh 5", () => {
    expect(passOverFive(nobody, { agents: agents.slice(0, 1) }, enrolled)).toBe(nobody);
    expect(passOverFive(nobody, { agents: [] })).toBe(nobody);
  });

  it("refuses agents of 5 in one sentence, before anything is touched", () => {
    expect(() => passOverFive(nobody, { agents }, enrolled)).toThrow(
      "2 agent(s) run a Wazuh that takes no script of 4.14; nothing was touched. Write rollout.wazuh5: skip to pass them over, or take them out of the stack:\n" +
        "hel-2: runs Wazuh 5.0.0 (beta)\nhel-3: runs Wazuh 5.0.0 (beta)",
    );
  });

  it("passes them over where the stack says so, by what the stack or the manager knows", () => {
    const { reasons } = passOverFive(nobody, { agents, rollout: { wazuh5: "skip" } }, enrolled);
    expect([...reasons]).toEqual([
      ["hel-2", "runs Wazuh 5.0.0 (beta), and rollout.wazuh5 is skip"],
      ["hel-3", "runs Wazuh 5.0.0 (beta), and rollout.wazuh5 is skip"],
    ]);
  });

  it("asks nothing of who is passed over already, and never passes the canary over", () => {
    const skipped = { ...nobody, reasons: new Map([["hel-2", "is named in rollout.skip"]]) };
    expect(passOverFive(skipped, { agents })).toBe(skipped);
    expect(() =>
      passOverFive(nobody, { agents, rollout: { wazuh5: "skip", canary: "hel-2" } }),
    ).toThrow(
      "the canary hel-2 runs a Wazuh that takes no script of 4.14; nothing was touched. Write another rollout.canary:\nhel-2: runs Wazuh 5.0.0 (beta)",
    );
  });
});
