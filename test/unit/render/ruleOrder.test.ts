import { policyOf } from "../../../policy/model/parsePolicy";
import type { WrittenRule } from "../../../policy/model/written";
import { renderRulesFile } from "../../../policy/render/rulesFile";

const rule = (id: number, more: Partial<WrittenRule>): WrittenRule => ({
  id,
  level: 10,
  description: "a rule",
  match: "x",
  ...more,
});
const KILL = { kind: "kill-process", rules: [100_050], processes: ["xmrig"] } as const;
const order = (rules: readonly WrittenRule[], kill = false): number[] =>
  [
    ...renderRulesFile(
      policyOf({ whitelist: [], rules: [...rules], responses: kill ? [KILL] : [] }),
    ).matchAll(/<rule id="(\d+)"/g),
  ].map(([, id]) => Number(id));

// Wazuh reads a file from its top, and drops a rule whose parent it has not read (7617 and 7619 of 4.14.7).
describe("a rule stands behind its parents, and else by id", () => {
  it.each<[string, readonly WrittenRule[], boolean, number[]]>([
    ["our own kill rule", [rule(100_020, { ifSid: [100_050] })], true, [100_050, 100_020]],
    ["no parent of ours", [rule(100_060, { ifSid: [5760] })], true, [100_050, 100_060]],
    [
      "a chain that goes down",
      [
        rule(100_010, { ifSid: [100_020] }),
        rule(100_020, { ifSid: [100_030] }),
        rule(100_030, { ifSid: [5760] }),
      ],
      false,
      [100_030, 100_020, 100_010],
    ],
    [
      "a rule that is counted",
      [
        rule(100_010, { ifMatchedSid: 100_020, frequency: 3, timeframe: 60 }),
        rule(100_020, { ifSid: [5760] }),
      ],
      false,
      [100_020, 100_010],
    ],
    [
      "a group of the kill rule",
      [rule(100_010, { ifGroup: "malicious_process" })],
      true,
      [100_050, 100_010],
    ],
    [
      "the group of all our rules",
      [rule(100_010, { ifGroup: "active_response_policy" })],
      true,
      [100_050, 100_010],
    ],
    [
      "a group of another rule",
      [rule(100_010, { ifGroup: "mine" }), rule(100_020, { ifSid: [5760], groups: ["mine"] })],
      false,
      [100_020, 100_010],
    ],
    [
      "itself, by its own group",
      [rule(100_010, { ifGroup: "mine", groups: ["mine"] }), rule(100_005, { ifSid: [5760] })],
      false,
      [100_005, 100_010],
    ],
  ])("%s", (_what, rules, kill, expected) => {
    expect(order(rules, kill)).toEqual(expected);
  });
});
