import type { WrittenRule } from "../../../policy/model/written";
import { BLOCK, brief, findingsOf } from "./subject";

const rule = (more: Partial<WrittenRule> = {}): WrittenRule => ({
  id: 100_100,
  level: 10,
  description: "a rule",
  ifSid: [5760],
  match: "root",
  ...more,
});
const of = (...rules: WrittenRule[]): string[] => brief(findingsOf({ rules }));

describe("a rule of the policy", () => {
  it.each<[string, Partial<WrittenRule>, string[]]>([
    ["is fine", {}, []],
    ["has an id of the stock rules", { id: 5763 }, ["error rule-id-stock rules[0].id"]],
    ["has an id outside the range", { id: 200_000 }, ["error rule-id-range rules[0].id"]],
    [
      "stands under no rule that exists",
      { ifSid: [99_999] },
      ["error rule-parent rules[0].ifSid[0]"],
    ],
    ["stands under itself", { ifSid: [100_100] }, ["error rule-parent rules[0].ifSid[0]"]],
    ["has an empty list of parents", { ifSid: [] }, ["error rule-parent rules[0].ifSid"]],
    [
      "has a group of no rule",
      { ifGroup: "no_such_group" },
      ["warning unknown-group rules[0].ifGroup"],
    ],
    ["has a level above 16", { level: 17 }, ["error rule-number rules[0].level"]],
    [
      "counts to one",
      { ifMatchedSid: 5760, frequency: 1, timeframe: 60 },
      ["error rule-number rules[0].frequency"],
    ],
    [
      "counts without a time",
      { ifMatchedSid: 5760, frequency: 5 },
      ["error rule-counting rules[0].ifMatchedSid"],
    ],
    ["counts nothing", { frequency: 5, timeframe: 60 }, ["error rule-counting rules[0].frequency"]],
    ["compares nothing", { sameSourceIp: true }, ["error rule-counting rules[0].sameSourceIp"]],
    [
      "asks a static field",
      { fields: [{ name: "srcip", pattern: "x" }] },
      ["error field-static rules[0].fields[0].name"],
    ],
    [
      "asks a field of no name",
      { fields: [{ name: "a b", pattern: "x" }] },
      ["error field-name rules[0].fields[0].name"],
    ],
    [
      "has a pattern that does not compile",
      { fields: [{ name: "a", pattern: "(x" }] },
      ["error pattern rules[0].fields[0].pattern"],
    ],
    [
      "has a pattern that only PCRE2 knows",
      { fields: [{ name: "a", pattern: "(?i)\\Ax++\\z" }] },
      [],
    ],
    [
      "has an osmatch that is no pattern",
      { fields: [{ name: "a", pattern: "(x", type: "osmatch" }] },
      [],
    ],
    [
      "matches a long name on comm",
      { fields: [{ name: "audit.command", pattern: "^totally-not-malware$" }] },
      ["error comm-too-long rules[0].fields[0].pattern"],
    ],
    [
      "matches 15 characters on comm",
      { fields: [{ name: "audit.command", pattern: "^totally-not-mal$" }] },
      [],
    ],
    ["has < in its pattern", { match: "<script" }, ["error unreadable-text rules[0].match"]],
    [
      "has --> in its description",
      { description: "a --> b" },
      ["error unreadable-text rules[0].description"],
    ],
    [
      "has !> in its description",
      { description: "a !> b" },
      ["error unreadable-text rules[0].description"],
    ],
    ["ends with a blank", { description: "a " }, ["error unreadable-text rules[0].description"]],
    [
      "ends with a backslash, which hides the closing tag",
      { match: "C:\\" },
      ["error unreadable-text rules[0].match"],
    ],
    ["has two lines", { description: "a\nb" }, ["error unreadable-text rules[0].description"]],
    ["has a group with a comma", { groups: ["a,b"] }, ["error group-name rules[0].groups[0]"]],
  ])("%s", (_what, more, expected) => {
    expect(of(rule(more))).toEqual(expected);
  });

  it("is one of its id, and stands under none that stands under it", () => {
    expect(of(rule(), rule())).toEqual(["error rule-id-twice rules[1].id"]);
    expect(of(rule({ ifSid: [100_101] }), rule({ id: 100_101 }))).toEqual([]);
    const circle = [rule({ ifSid: [100_101] }), rule({ id: 100_101, ifSid: [100_100] })];
    expect(of(...circle)).toEqual([
      "error rule-parent rules[0].ifSid[0]",
      "error rule-parent rules[1].ifSid[0]",
    ]);
  });

  it("without a parent or a condition is warned about", () => {
    expect(of({ id: 100_100, level: 3, description: "a", match: "x" })).toEqual([
      "warning rule-without-parent rules[0]",
    ]);
    expect(of({ id: 100_100, level: 3, description: "a", ifSid: [5760] })).toEqual([
      "warning rule-without-condition rules[0]",
    ]);
  });

  it("hands on what the events of its parents never carry", () => {
    const rules = [rule({ ifSid: [550] }), rule({ id: 100_101, ifSid: [100_100] })];
    const responses = [{ ...BLOCK, rules: [100_101] }];
    expect(brief(findingsOf({ rules, responses }))).toEqual([
      "error field-never-there responses[0].rules[0]",
    ]);
  });

  it("below Windows rules is one of Windows events", () => {
    const rules = [rule({ ifSid: [60_122] }), rule({ id: 100_101, ifSid: [100_100] })];
    const stock = { ...BLOCK, backend: "iptables" as const };
    expect(brief(findingsOf({ rules, responses: [{ ...stock, rules: [100_101] }] }))).toContain(
      "warning windows-address responses[0].rules[0]",
    );
    expect(brief(findingsOf({ rules, responses: [{ ...BLOCK, rules: [100_101] }] }))).toContain(
      "error field-never-there responses[0].rules[0]",
    );
  });

  it("of level 0 triggers nothing", () => {
    const responses = [{ ...BLOCK, rules: [100_100] }];
    expect(brief(findingsOf({ rules: [rule({ level: 0 })], responses }))).toContain(
      "error rule-level-0 responses[0].rules[0]",
    );
  });
});
