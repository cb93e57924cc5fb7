import { parsePolicy, policyOf } from "../../../policy/model/parsePolicy";
import type { WrittenPolicy } from "../../../policy/model/written";

const withKeys = (keys: object): WrittenPolicy => ({
  whitelist: [],
  rules: [],
  responses: [{ kind: "block-ip", rules: [5763], ...keys }],
});
const refused = (keys: object): string[] => {
  const parsed = parsePolicy(withKeys(keys));
  return parsed.ok
    ? []
    : parsed.findings.map(
        ({ path, value, reason, instead }) => `${path}: ${value} ${reason}; ${instead}`,
      );
};

describe("times of a block", () => {
  it("are the timeout each time, or the steps, whose first is the timeout", () => {
    expect(policyOf(withKeys({ timeout: "1h" })).responses[0]).toMatchObject({ timeout: 3600 });
    expect(policyOf(withKeys({ escalate: ["10m", "1h", 0], forget: "2d" })).responses[0]).toEqual({
      kind: "block-ip",
      rules: [5763],
      timeout: 600,
      escalate: [600, 3600, 0],
      forget: 172_800,
    });
    expect(refused({ timeout: 600, escalate: ["10m", "1h"] })).toEqual([]);
  });

  it.each([
    [
      {},
      "responses[0].timeout: null is missing, and so is escalate: nothing says how long an address is blocked; write timeout: 1h, or escalate: [10m, 1h, 1d]",
    ],
    [
      { timeout: "1h", escalate: ["10m", "1h"] },
      'responses[0].timeout: "1h" is not the first entry of escalate (10m), which is how long a first block lasts; remove timeout, or write the same time in both',
    ],
    [
      { escalate: ["10m", "1h", "30m"] },
      'responses[0].escalate[2]: "30m" is not longer than the entry before it (1h); write times that grow: [10m, 1h, 1d]; only the last may be 0, for ever',
    ],
    [
      { escalate: [0, "1h"] },
      'responses[0].escalate[1]: "1h" is not longer than the entry before it (0s); write times that grow: [10m, 1h, 1d]; only the last may be 0, for ever',
    ],
    [
      { timeout: "1h", forget: "2d" },
      'responses[0].forget: "2d" has no effect without escalate: every block of this response lasts equally long; write escalate: [10m, 1h, 1d], or remove forget',
    ],
    [
      { escalate: ["10m", "1h"], forget: 0 },
      "responses[0].forget: 0 forgets each address at once, so that no block is a second one; write a duration, such as 7d",
    ],
    [
      { timeout: "1h", network: { within: 0 } },
      "responses[0].network.within: 0 counts no address at all, so that no network is ever blocked; write a duration, such as 10m; or ipv6: none and ipv4: none",
    ],
  ])("are refused: %p", (keys, said) => {
    expect(refused(keys)).toEqual([said]);
  });
});
