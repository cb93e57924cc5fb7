import { rowsOf } from "../../../policy/render/commands";
import { renderOssecPart } from "../../../policy/render/ossecPart";
import type { WrittenResponse } from "../../../policy/model/written";
import { policyOf } from "../lint/subject";

const kill = (location: string, more: object = {}): WrittenResponse => ({
  kind: "kill-process",
  rules: [100_050],
  processes: ["xmrig"],
  on: { locations: [location] },
  ...more,
});

function sent(...responses: WrittenResponse[]): readonly string[] {
  const { part } = renderOssecPart(policyOf({ whitelist: [], responses }));
  return part.match(/<(?:rules_id|rules_group)>.*?</g) ?? [];
}

test("what responses of two places share is sent once, and what is left of the second by itself", () => {
  expect(sent(kill("hel1"), kill("nbg1"))).toEqual(["<rules_id>100050<"]);
  expect(sent(kill("hel1"), kill("nbg1", { rules: [100_050, 80_792] }))).toEqual([
    "<rules_id>100050<",
    "<rules_id>80792<",
  ]);
  expect(sent(kill("hel1"), kill("nbg1", { rules: [100_050], groups: ["web_scan"] }))).toEqual([
    "<rules_id>100050<",
    "<rules_group>web_scan<",
  ]);
  // Nothing is left of one that adds nothing.
  expect(rowsOf(policyOf({ responses: [kill("hel1"), kill("nbg1")] }))).toHaveLength(1);
  const byGroup = { rules: [], groups: ["web_scan"] };
  expect(sent(kill("hel1", byGroup), kill("nbg1", byGroup))).toEqual(["<rules_group>web_scan<"]);
});

test.each<[string, object, object, readonly string[]]>([
  ["one group", { groups: ["web_scan"] }, {}, ["<rules_group>web_scan<"]],
  ["two groups", { groups: ["a", "b"] }, {}, ["<rules_group>a|b<"]],
  ["level 1", { level: 1 }, {}, []],
  ["a level of 1 beside none", { groups: ["a"] }, { level: 1 }, Array(2).fill("<rules_group>a<")],
  ["another group", { groups: ["a"] }, { groups: ["b"] }, ["<rules_group>a<", "<rules_group>b<"]],
])("%s, without rules, is sent once for two places", (_, one, other, groups) => {
  const responses = [
    kill("hel1", { rules: [], ...one }),
    kill("nbg1", { rules: [], ...one, ...other }),
  ];
  expect(sent(...responses)).toEqual(groups);
  expect(rowsOf(policyOf({ responses }))).toHaveLength(Math.max(groups.length, 1));
});

test("what goes to another place, or by another name, is sent by itself", () => {
  expect(sent(kill("hel1"), kill("nbg1", { location: "server" }))).toHaveLength(2);
  expect(sent(kill("hel1"), kill("nbg1", { command: "kill-2" }))).toHaveLength(2);
});

test.each([
  [[], undefined],
  [["one"], "one"],
  [["one", "--two", "three"], "one --two three"],
])("arguments %j stand in one element", (extraArgs, expected) => {
  const custom: WrittenResponse = {
    ...{ kind: "custom", rules: [5763], command: "page", executable: "page", extraArgs },
  };
  const { part } = renderOssecPart(policyOf({ whitelist: [], responses: [custom] }));
  expect(/<extra_args>(.*)<\/extra_args>/.exec(part)?.[1]).toBe(expected);
});

test("without a white list there is no section for it", () => {
  const responses = [kill("hel1")];
  const address = { address: "192.0.2.7", name: "monitor" };
  expect(renderOssecPart(policyOf({ whitelist: [], responses })).part).not.toContain("<global");
  expect(renderOssecPart(policyOf({ whitelist: [address], responses })).part).toContain("<global>");
});

test("a response without a trigger keeps its row, which lint refuses", () => {
  expect(rowsOf(policyOf({ responses: [kill("hel1", { rules: [] })] }))).toHaveLength(1);
});

test("groups or a level select without rules", () => {
  const response: WrittenResponse = { kind: "block-ip", groups: ["web_scan"], timeout: 3600 };
  const policy = policyOf({ responses: [response] });
  expect(policy.responses).toEqual([{ ...response, rules: [] }]);
  expect(renderOssecPart(policy).part).not.toContain("<rules_id>");
});
