import { lint } from "../../../policy/lint/lint";
import type { WrittenPolicy, WrittenResponse } from "../../../policy/model/written";
import { FLEET, policyOf, TODAY } from "./subject";

const BLOCK = { kind: "block-ip", timeout: 3600 } as const;
const CODES = ["forgeable-address", "unproven-source", "web-proxy", "guard-ids"];

function found(responses: readonly WrittenResponse[], more: Partial<WrittenPolicy> = {}): string[] {
  return lint(policyOf({ responses, ...more }), FLEET, { today: TODAY })
    .filter(({ code }) => CODES.includes(code))
    .map(({ severity, code, path, value }) => `${severity} ${code} ${path} ${value}`);
}

describe("a response whose address a client could choose", () => {
  it.each([5763, 5712, 5720, 5551, 5503, 9751, 9750, 11_451, 11_306, 3357, 3153, 30_310, 30_411])(
    "is none at rule %i, which ours hold to its lines",
    (rule) => {
      expect(found([{ ...BLOCK, rules: [rule] }])).toEqual([]);
    },
  );

  it.each([
    ...[
      5707, 5747, 5748, 2501, 2502, 11_101, 87_502, 87_503, 87_507, 9401, 9403, 2964, 30_115,
      30_116,
    ],
    ...[
      31_315, 31_316, 31_320, 411, 6210, 6211, 6212, 6250, 6251, 6252, 85_005, 85_006, 87_301,
      87_302,
    ],
    ...[
      88_212, 88_203, 87_601, 87_602, 87_609, 87_610, 80_101, 80_102, 81_606, 81_607, 20_100,
      20_101,
    ],
    ...[20_151, 40_111, 40_112],
  ])("is an error at rule %i, which nothing of ours can hold to a line", (rule) => {
    expect(found([{ ...BLOCK, rules: [rule] }])).toEqual([
      `error forgeable-address responses[0].rules[0] ${rule}`,
    ]);
  });

  it.each([4101, 4151, 40_601, 12_108, 12_149, 87_701, 87_702])(
    "is an error at rule %i, of packets",
    (rule) => {
      expect(found([{ ...BLOCK, rules: [rule] }])).toContain(
        `error unproven-source responses[0].rules[0] ${rule}`,
      );
    },
  );

  it("is found behind a rule of one's own, a group and a level", () => {
    const rules = [
      { id: 100_200, level: 10, description: "a", ifSid: [9401] },
      {
        id: 100_201,
        level: 12,
        description: "b",
        ifMatchedSid: 100_200,
        frequency: 4,
        timeframe: 60,
      },
    ];
    expect(found([{ ...BLOCK, rules: [100_201] }], { rules })).toEqual([
      "error forgeable-address responses[0].rules[0] 100201",
    ]);
    expect(found([{ ...BLOCK, rules: [], groups: ["authentication_failures"] }])).toEqual([
      "warning forgeable-address responses[0].groups authentication_failures",
    ]);
    expect(found([{ ...BLOCK, rules: [], level: 14 }])).toEqual([
      "warning forgeable-address responses[0].level 14",
    ]);
    expect(found([{ ...BLOCK, rules: [], groups: ["web_scan"] }], { neverBlock: [] })).toEqual([]);
  });

  it("is an error for an account, a warning for a script of one's own, and nothing for a process", () => {
    expect(found([{ kind: "disable-account", rules: [9403], timeout: 60, protect: [] }])).toEqual([
      "error forgeable-address responses[0].rules[0] 9403",
    ]);
    expect(found([{ kind: "custom", command: "page", executable: "page", rules: [9403] }])).toEqual(
      ["warning forgeable-address responses[0].rules[0] 9403"],
    );
    expect(found([{ kind: "kill-process", rules: [5707], processes: ["xmrig"] }])).toEqual([]);
  });
});

describe("a web rule", () => {
  it("asks for the proxies in front, until the stack says which there are", () => {
    expect(found([{ ...BLOCK, rules: [31_151] }])).toEqual([
      "warning web-proxy responses[0].rules 31151",
    ]);
    expect(found([{ ...BLOCK, rules: [31_151] }], { neverBlock: [] })).toEqual([]);
    const neverBlock = [{ address: "192.0.2.80", name: "proxy" }];
    expect(found([{ ...BLOCK, rules: [31_151] }], { neverBlock })).toEqual([]);
  });
});

describe("ids of our guard rules", () => {
  it("are taken", () => {
    const rules = [{ id: 119_050, level: 3, description: "mine", ifSid: [5710] }];
    expect(found([{ ...BLOCK, rules: [5712] }], { rules })).toEqual([
      "error guard-ids rules[0].id 119050",
    ]);
    const provenance = { firstRule: 118_000 };
    expect(found([{ ...BLOCK, rules: [5712] }], { rules, provenance })).toEqual([]);
    expect(
      found([{ ...BLOCK, rules: [118_099] }], { managerRules: [118_099], provenance }),
    ).toEqual(["error guard-ids managerRules[0] 118099"]);
  });
});
