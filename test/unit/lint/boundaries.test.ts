import type { WrittenResponse, WrittenRule } from "../../../policy/model/written";
import { whyNoPattern } from "../../../policy/wazuh/pcre2/whyNoPattern";
import { BLOCK, brief, findingsOf } from "./subject";

/** Codes of a policy's findings, notes too, without the place. */
const codes = (part: Parameters<typeof findingsOf>[0]): string[] =>
  findingsOf(part, { notes: true }).map(({ severity, code }) => `${severity} ${code}`);
const ofResponse = (more: Partial<WrittenResponse>): string[] =>
  codes({ responses: [{ ...BLOCK, ...more } as WrittenResponse] });
const ofRule = (more: Partial<WrittenRule>): string[] => {
  const rule = { id: 100_100, level: 10, description: "a rule", ifSid: [5760], match: "root" };
  return brief(findingsOf({ rules: [{ ...rule, ...more }] }));
};

// Both sides of each boundary: one step further and the answer is another.
describe("the level of a response", () => {
  it.each([
    [-1, "error level-range"],
    [0, "error response-loop"],
    [3, "error response-loop"],
    [4, "warning level-low"],
    [9, "warning level-low"],
    [10, ""],
    [16, ""],
    [17, "error level-range"],
    [20, "error level-range"],
    [21, "error level-range"],
  ])("%i: %s", (level, finding) => {
    const found = ofResponse({ rules: [], level });
    const about = ["error level-range", "error response-loop", "warning level-low"];
    expect(found.filter((one) => about.includes(one)).join()).toBe(finding);
  });

  it.each([
    [20, "is above 16, the highest level of a rule; it never fires"],
    [21, "is outside 0 to 20; wazuh-analysisd does not start with it"],
    [-1, "is outside 0 to 20; wazuh-analysisd does not start with it"],
  ])("%i %s", (level, reason) => {
    const found = findingsOf({ responses: [{ ...BLOCK, rules: [], level }] });
    expect(found.filter(({ code }) => code === "level-range").map((one) => one.reason)).toEqual([
      reason,
    ]);
  });

  // Rules 650 to 658 have levels up to 3: a level above keeps them out of a group that they are in.
  it.each([
    [undefined, true],
    [3, true],
    [4, false],
  ])("%s beside the group ossec: loops is %s", (level, loops) => {
    const more = level === undefined ? {} : { level };
    for (const group of ["ossec", "OSSEC", "active_response"])
      expect([
        group,
        ofResponse({ rules: [], groups: [group], ...more }).includes("error response-loop"),
      ]).toEqual([group, loops]);
  });
});

describe("the groups that a group selects too", () => {
  // A part of many names: five are named, the rest is counted.
  it("are named up to five", () => {
    const found = findingsOf({ responses: [{ ...BLOCK, rules: [], groups: ["authentication"] }] });
    const reasons = found.filter(({ code }) => code === "group-matches-more");
    expect(reasons.map(({ reason }) => reason.replace(/selects .*/, ""))).toEqual([
      "is matched anywhere in a name, so it also ",
    ]);
    const named = /selects (.*?)(?: and (\d+) more groups)?$/.exec(reasons[0]?.reason ?? "");
    expect(named?.[1]?.split(", ").length).toBeLessThanOrEqual(5);
    expect(Number(named?.[2] ?? 0) > 0).toBe(named?.[1]?.split(", ").length === 5);
  });
});

describe("a number of a rule", () => {
  const COUNTING = { ifMatchedSid: 5760, frequency: 8, timeframe: 60 };
  it.each<[string, Partial<WrittenRule>, string[]]>([
    ["level 0", { level: 0 }, []],
    ["level 16", { level: 16 }, []],
    ["level 17", { level: 17 }, ["error rule-number rules[0].level"]],
    ["frequency 1", { ...COUNTING, frequency: 1 }, ["error rule-number rules[0].frequency"]],
    ["frequency 2", { ...COUNTING, frequency: 2 }, []],
    ["frequency 9999", { ...COUNTING, frequency: 9999 }, []],
    [
      "frequency 10000",
      { ...COUNTING, frequency: 10_000 },
      ["error rule-number rules[0].frequency"],
    ],
    ["timeframe 1", { ...COUNTING, timeframe: 1 }, []],
    ["timeframe 99999", { ...COUNTING, timeframe: 99_999 }, []],
    [
      "timeframe 100000",
      { ...COUNTING, timeframe: 100_000 },
      ["error rule-number rules[0].timeframe"],
    ],
    ["id 99999", { id: 99_999 }, ["error rule-id-range rules[0].id"]],
    ["id 100000", { id: 100_000 }, []],
    ["id 120000", { id: 120_000 }, []],
    ["id 120001", { id: 120_001 }, ["error rule-id-range rules[0].id"]],
  ])("%s", (_what, more, expected) => {
    const { ifMatchedSid } = more;
    const without = ifMatchedSid === undefined ? more : { ...more, ifSid: undefined };
    expect(ofRule(without as Partial<WrittenRule>)).toEqual(expected);
  });
});

describe("a process to kill", () => {
  it.each([
    [255, []],
    [256, ["is longer than a file name can be"]],
  ])("with a name of %i characters", (length, reasons) => {
    const kill = { kind: "kill-process", rules: [100_050] } as const;
    const found = findingsOf({
      responses: [{ ...kill, processes: [`/tmp/${"x".repeat(length)}`] }],
    });
    expect(found.map(({ reason }) => reason).filter((one) => one.includes("longer"))).toEqual(
      reasons,
    );
  });
});

it.each([
  ["a{65535}", undefined],
  ["a{65536}", "{65536} counts further than 65535"],
  ["a{0,65535}", undefined],
  ["a{0,65536}", "{65536} counts further than 65535"],
  ["(?<=a{65535})", undefined],
  ["(?<=ba{65535})", "a lookbehind is longer than 65535 characters"],
  ["a{2,2}", undefined],
  ["a{2,1}", "numbers out of order in {} quantifier"],
])("PCRE2's numbers: %s", (pattern, why) => {
  expect(whyNoPattern(pattern)).toBe(why);
});
