import { policyOf } from "../../../../policy/model/parsePolicy";
import type { WrittenPolicy } from "../../../../policy/model/written";
import { Analysisd } from "../../../../policy/replay/rules/analysisd";
import { alertOf, fireAll, labLines, labRules } from "./labFleet";

const BLOCK = { kind: "block-ip", timeout: 3600 } as const;
const POLICIES: readonly (readonly [string, Partial<WrittenPolicy>])[] = [
  ["binds nothing", { responses: [] }],
  ["takes the ignore windows away", { responses: [{ ...BLOCK, rules: [5763, 5712, 5720, 5719] }] }],
  [
    "keeps the ignore windows",
    { ignoreWindow: "keep", responses: [{ ...BLOCK, rules: [5763, 5712] }] },
  ],
  ["binds single failures", { responses: [{ ...BLOCK, rules: [5710, 5760] }] }],
  ["binds by group", { responses: [{ ...BLOCK, rules: [], groups: ["authentication_fail"] }] }],
  [
    "has rules of its own",
    {
      rules: [
        { id: 100_100, level: 12, description: "root", ifSid: [5760], match: "for root" },
        {
          id: 100_101,
          level: 11,
          description: "often",
          ifMatchedSid: 5710,
          frequency: 4,
          timeframe: 60,
          sameSourceIp: true,
        },
        { id: 100_102, level: 9, description: "alice", ifSid: [5763], match: "for alice" },
      ],
      responses: [
        { ...BLOCK, rules: [100_100, 100_101, 100_102, 5763] },
        { kind: "kill-process", rules: [100_050], processes: ["xmrig"] },
      ],
    },
  ],
];

const LINES = labLines(4000);

describe.each(POLICIES)("a policy that %s", (_, written) => {
  const policy = policyOf({ whitelist: [], rules: [], responses: [], ...written });

  it("ends alerts of a stock manager at the rules where the lab's analysisd ends their lines under it", () => {
    const recorded = fireAll(labRules(), LINES);
    const expected = fireAll(labRules(policy), LINES);
    const analysisd = new Analysisd(policy);
    const wrong: string[] = [];
    const seen = new Map<number, number>();
    recorded.forEach((firing, i) => {
      if (!firing) return;
      const id = analysisd.end(alertOf(firing, i)).rule.id;
      seen.set(id, (seen.get(id) ?? 0) + 1);
      const wanted = expected[i]?.rule.id;
      if (id !== wanted) wrong.push(`${i}: ${id}, not ${wanted ?? "-"}: ${LINES[i]?.text ?? ""}`);
    });
    expect(wrong.slice(0, 5)).toEqual([]);
    expect([...seen.keys()].length).toBeGreaterThan(5);
  });

  it("ends alerts that were written under it where they ended", () => {
    const analysisd = new Analysisd(policy);
    const wrong = fireAll(labRules(policy), LINES).flatMap((firing, i) => {
      if (!firing) return [];
      const id = analysisd.end(alertOf(firing, i)).rule.id;
      return id === firing.rule.id ? [] : [`${i}: ${id}, not ${firing.rule.id}`];
    });
    expect(wrong.slice(0, 5)).toEqual([]);
  });
});
