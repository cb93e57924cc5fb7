import { policyOf } from "../../../policy/model/parsePolicy";
import type { WrittenPolicy, WrittenResponse } from "../../../policy/model/written";
import { DAEMONS } from "../../../policy/provenance/daemons";
import { guardsOf } from "../../../policy/provenance/guards";

const BLOCK = { kind: "block-ip", timeout: 3600 } as const;

/** `id of what daemon: lines|place` of each guard. */
function guards(
  responses: readonly WrittenResponse[],
  more: Partial<WrittenPolicy> = {},
): string[] {
  return guardsOf(policyOf({ whitelist: [], rules: [], responses, ...more })).map(
    ({ id, of, daemon, but }) =>
      `${id} of ${of.join(",")} ${daemon.name}: ${"place" in but ? "place" : "raw" in but ? "raw" : `${but.lines.length} lines`}`,
  );
}

describe("guard rules", () => {
  it("stand at what a composite counts, by id or by group", () => {
    expect(guards([{ ...BLOCK, rules: [5763, 5551] }])).toEqual([
      "119001 of 5760 sshd: place",
      "119002 of 5503 PAM: place",
      "119011 of 5760 sshd: 2 lines",
      "119020 of 5503 PAM: 2 lines",
    ]);
    expect(guards([{ ...BLOCK, rules: [40_111] }])).toContain("119010 of 5710 sshd: 5 lines");
  });

  it("stand at a web rule itself, wherever it is in its tree", () => {
    expect(guards([{ ...BLOCK, rules: [31_103, 31_151] }])).toEqual([
      "119050 of 31101,31103,31151 web access: place",
      "119051 of 31101,31103,31151 web access: 1 lines",
    ]);
  });

  it("stand above a rule of one's own, and at one that is right below the daemon's root", () => {
    const rules = [
      { id: 100_200, level: 10, description: "a", ifSid: [5710] },
      { id: 100_201, level: 10, description: "b", ifSid: [5700], match: "Failed password" },
    ];
    expect(guards([{ ...BLOCK, rules: [100_200] }], { rules })).toEqual([
      "119001 of 5710 sshd: place",
      "119010 of 5710 sshd: 5 lines",
    ]);
    expect(guards([{ ...BLOCK, rules: [100_201] }], { rules })).toEqual([
      "119001 of 100201 sshd: place",
      "119061 of 100201 sshd: 16 lines",
    ]);
  });

  it("ask for all lines of the daemon where a rule of one's own stands below a stock rule that no row is about", () => {
    const rules = [{ id: 100_200, level: 10, description: "a", ifSid: [5722] }];
    expect(guards([{ ...BLOCK, rules: [100_200] }], { rules })).toEqual([
      "119001 of 5722 sshd: place",
      "119061 of 5722 sshd: 16 lines",
    ]);
  });

  it("take what was read where clients write whole lines from rules of programs that are not in the table", () => {
    expect(guards([{ ...BLOCK, rules: [64_007, 5631] }])).toEqual([
      "119054 of 5602,64007 nginx errors: raw",
    ]);
    const rules = [{ id: 100_200, level: 10, description: "a", ifSid: [64_007] }];
    expect(guards([{ ...BLOCK, rules: [100_200] }], { rules })).toEqual([
      "119054 of 100200 nginx errors: raw",
    ]);
  });

  it("are none for a rule that only the manager has: nothing is known of its parents, and the host judges the line", () => {
    expect(guards([{ ...BLOCK, rules: [100_500] }], { managerRules: [100_500] })).toEqual([]);
  });

  it("are patterns that wazuh-analysisd takes: OS_SIZE_2048 in rules.c, above that it does not start (1104)", () => {
    const lengths = DAEMONS.map(
      ({ rows }) =>
        `^(?:${rows
          .flatMap(({ lines }) => lines)
          .map(({ pcre2 }) => pcre2)
          .join("|")})$`.length,
    );
    expect(Math.max(...lengths)).toBeLessThan(2000);
  });

  it("are none where no response acts on an address or a user", () => {
    expect(guards([{ kind: "kill-process", rules: [100_050], processes: ["xmrig"] }])).toEqual([]);
    expect(guards([{ kind: "isolate-host", allow: [] }])).toEqual([]);
  });

  it("begin where the stack says, and ask for its places", () => {
    const [place] = guardsOf(
      policyOf({
        whitelist: [],
        rules: [],
        responses: [{ ...BLOCK, rules: [5712] }],
        provenance: { firstRule: 110_000, logs: { auth: ["/srv/log/*/auth.log"] } },
      }),
    );
    expect(place).toMatchObject({
      id: 110_001,
      but: { place: "(?:^|->)(?:/srv/log/[^/]*/auth\\.log)$" },
    });
  });
});
