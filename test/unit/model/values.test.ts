import { parseDuration } from "../../../policy/model/duration";
import { parsePolicy, policyOf } from "../../../policy/model/parsePolicy";
import type { BlockIp } from "../../../policy/model/response";
import { parseRuleId } from "../../../policy/model/ruleId";

describe("seconds", () => {
  it.each<[string | number, number]>([
    [0, 0],
    ["45s", 45],
    ["90m", 5400],
    ["2d", 172_800],
    [2_147_483_647, 2_147_483_647],
  ])("are made of %p", (duration, seconds) => {
    expect(parseDuration(duration)).toBe(seconds);
  });

  it.each(["", "ten", "1.5h", "1h30m", "-1", " 60", "1 h", 1.5, -1, NaN])(
    "are not made of %p",
    (duration) => {
      expect(() => parseDuration(duration)).toThrow(
        `${JSON.stringify(duration)} is not a valid duration; Wazuh itself would read the leading digits as seconds; ` +
          "write seconds (3600) or one number with s, m, h or d (90m, 1h)",
      );
    },
  );

  it.each(["30000d", 2_147_483_648])("are no more than Wazuh counts: not %p", (duration) => {
    expect(() => parseDuration(duration)).toThrow(
      `${duration} is more seconds than Wazuh can count; write at most 24855d`,
    );
  });
});

describe("the id of a rule", () => {
  it.each([1, 5763, 999_999])("is %p", (id) => {
    expect(parseRuleId(id)).toBe(id);
  });

  it.each([0, -5763, 57.63, 1_000_000, NaN])("is not %p", (id) => {
    expect(() => parseRuleId(id)).toThrow(
      `${id} is not a valid rule id: ids have one to six digits; write a whole number of 1 to 999999`,
    );
  });
});

describe("a policy", () => {
  it("is made of what people write", () => {
    expect(
      policyOf({
        whitelist: [],
        responses: [
          { kind: "block-ip", rules: [5763], timeout: "1h" },
          { kind: "isolate-host", allow: [], releaseAfter: "90m" },
        ],
        rules: [{ id: 100_100, level: 3, description: "x", ifMatchedSid: 5760, timeframe: "2m" }],
        managerRules: [100_200],
      }),
    ).toEqual({
      whitelist: [],
      responses: [
        { kind: "block-ip", rules: [5763], timeout: 3600 },
        { kind: "isolate-host", allow: [], releaseAfter: 5400 },
      ],
      rules: [{ id: 100_100, level: 3, description: "x", ifMatchedSid: 5760, timeframe: 120 }],
      managerRules: [100_200],
    });
  });

  it("is refused with everything that cannot stand in it, each with its place", () => {
    const parsed = parsePolicy({
      whitelist: [],
      responses: [
        { kind: "block-ip", rules: [5763, 0], timeout: "soon" },
        { kind: "kill-process", rules: [-1], processes: ["x"] },
        { kind: "disable-account", rules: [5763], timeout: "9999999d", protect: [] },
        { kind: "isolate-host", allow: [], releaseAfter: "1.5h" },
        { kind: "custom", rules: [7_000_000], command: "!a", executable: "b", timeout: "x" },
        { kind: "isolate-host", allow: [], on: { agents: ["hel-1", "hel 2"] } },
      ],
      rules: [
        {
          id: 0,
          level: 3,
          description: "x",
          ifSid: [5760, 1.5],
          ifMatchedSid: -1,
          timeframe: "?",
        },
      ],
      managerRules: [100_200, 0],
    });
    expect(
      parsed.ok ? [] : parsed.findings.map(({ severity, code, path }) => [severity, code, path]),
    ).toEqual([
      ["error", "rule-id", "responses[0].rules[1]"],
      ["error", "duration", "responses[0].timeout"],
      ["error", "rule-id", "responses[1].rules[0]"],
      ["error", "timeout-long", "responses[2].timeout"],
      ["error", "duration", "responses[3].releaseAfter"],
      ["error", "command-name", "responses[4].command"],
      ["error", "rule-id", "responses[4].rules[0]"],
      ["error", "duration", "responses[4].timeout"],
      ["error", "host-name", "responses[5].on.agents[1]"],
      ["error", "rule-id", "rules[0].id"],
      ["error", "rule-id", "rules[0].ifSid[1]"],
      ["error", "rule-id", "rules[0].ifMatchedSid"],
      ["error", "duration", "rules[0].timeframe"],
      ["error", "rule-id", "managerRules[1]"],
    ]);
  });

  it("is refused in one sentence a value, where nobody gathers them", () => {
    expect(() =>
      policyOf({
        whitelist: [],
        responses: [{ kind: "block-ip", rules: [0], timeout: "soon" }],
        rules: [],
      }),
    ).toThrow(
      "responses[0].rules[0]: 0 is not a valid rule id: ids have one to six digits; write a whole number of 1 to 999999\n" +
        'responses[0].timeout: "soon" is not a valid duration; Wazuh itself would read the leading digits as seconds; ' +
        "write seconds (3600) or one number with s, m, h or d (90m, 1h)",
    );
  });
});

describe("a response in the model", () => {
  it("does not compile with a plain number, nor with a value of another kind", () => {
    const minutes = 60;
    const seconds = parseDuration("1h");
    const rule = parseRuleId(5763);
    // tsc fails where one of the lines below has no error.
    const tried: BlockIp[] = [
      { kind: "block-ip", rules: [rule], timeout: seconds },
      // @ts-expect-error a plain number is no time
      { kind: "block-ip", rules: [rule], timeout: minutes },
      // @ts-expect-error the id of a rule is no time
      { kind: "block-ip", rules: [rule], timeout: rule },
      // @ts-expect-error a time is no id of a rule
      { kind: "block-ip", rules: [seconds], timeout: seconds },
      // @ts-expect-error nor is a plain number
      { kind: "block-ip", rules: [5763], timeout: seconds },
    ];
    expect(tried).toHaveLength(5);
  });
});
