import { lastSaid, saidBy, type StackResources } from "../../../program/lastSaid";

const CHAIN = "urn:pulumi:prod::wazuh-active-response::wazuh-active-response:index:WazuhFleet$";
const COMMAND = "command:remote:Command";

const step = (chain: string, name: string, stdout: unknown): StackResources => ({
  [`${CHAIN}${chain}${COMMAND}::${name}`]: { type: COMMAND, outputs: { stdout } },
});

describe("what hosts said last, by the state", () => {
  it("is read of agents and managers, whatever they are called, and of their steps that take away", () => {
    const rollout = { when: "2026-11-25T13:00:00Z", bundle: "0123456789ab", operator: "ann@desk" };
    const report = JSON.stringify({ files: { "/a": {} }, left: ["/b"], rollout });
    const said = lastSaid({
      ...step("", "a-prune-apply", report),
      ...step("", "a-prune-prune", JSON.stringify({ removed: ["/b"], after: rollout })),
      ...step("wazuh-active-response:index:WazuhManager$", "manager-wazuh-apply", report),
      ...step("", "manager-of-agents-apply", report.replace("{", '{"wazuh":"4.12.0",')),
      // As an older version had it, in a component of its own.
      ...step("wazuh-active-response:index:HostState$", "old-apply", `{"files":{}}`),
      ...step("wazuh-active-response:index:HostPrune$", "old-prune", ""),
    });
    const known = {
      files: ["/a"],
      left: ["/b"],
      apply: "2026-11-25T13:00:00Z 0123456789ab",
    };
    expect(Object.fromEntries(said)).toEqual({
      [saidBy("a-prune", false)]: { ...known, tidiedAfter: known.apply, hasStep: true },
      [saidBy("manager-of-agents", false)]: {
        ...known,
        tidiedAfter: undefined,
        hasStep: false,
        wazuh: "4.12.0",
      },
      [saidBy("wazuh", true)]: { ...known, tidiedAfter: undefined, hasStep: false },
      [saidBy("old", false)]: {
        files: [],
        left: undefined,
        apply: undefined,
        tidiedAfter: undefined,
        hasStep: true,
      },
    });
  });

  it("has what a host was sent, and what it has kept of that, by its apply alone", () => {
    const stdin = `{\n"installer":{"a":"b"},\n}`;
    const sent = (report: object, input: unknown = stdin): unknown => {
      const [made] = Object.entries(
        step("", "web1-apply", JSON.stringify({ files: {}, ...report })),
      );
      if (!made) throw new Error("no step");
      const [urn, { type, outputs }] = made;
      const said = lastSaid({
        ...step("", "web1-prune", JSON.stringify({ removed: [] })),
        [urn]: { type, outputs: { ...outputs, stdin: input } },
      });
      return said.get(saidBy("web1", false))?.sent;
    };
    const kept = { installer: "1".repeat(64), programs: "2".repeat(64) };
    expect(sent({ kept })).toEqual({ stdin, kept });
    expect(sent({ kept: { installer: kept.installer } })).toEqual({
      stdin,
      kept: { installer: kept.installer },
    });
    for (const none of [{}, { kept: {} }, { kept: { installer: 7 } }, { kept: { programs: "2" } }])
      expect(sent(none)).toEqual({ stdin, kept: undefined });
    expect(sent({ kept }, null)).toBeUndefined();
    expect(sent({ kept }, { secret: "x" })).toBeUndefined();
  });

  it("is nothing of a host that was passed over, of other resources, and of what is no report", () => {
    expect([
      ...lastSaid({
        ...step("", "skipped-apply", ""),
        ...step("", "cut-apply", `{"files":{`),
        ...step("", "unknown-apply", undefined),
        "urn:pulumi:prod::p::command:remote:Command::mine-apply": {
          type: COMMAND,
          outputs: { stdout: `{"files":{}}` },
        },
      }),
    ]).toEqual([]);
  });
});
