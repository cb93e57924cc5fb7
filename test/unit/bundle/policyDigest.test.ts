import { policyDigest } from "../../../policy/bundle/policyDigest";
import { policyOf } from "../../../policy/model/parsePolicy";
import type { WrittenPolicy } from "../../../policy/model/written";

const policy = policyOf({
  whitelist: [],
  responses: [{ kind: "block-ip", rules: [5763], timeout: 3600 }],
  rules: [],
});

describe("policyDigest", () => {
  it("is twelve digits that neither the white list nor the order of keys changes", () => {
    const digest = policyDigest(policy);
    expect(digest).toMatch(/^[0-9a-f]{12}$/);
    expect(
      policyDigest(
        policyOf({
          ignoreWindow: "remove",
          rules: [],
          responses: [{ timeout: "1h", rules: [5763], kind: "block-ip" }],
          whitelist: [{ address: "10.0.0.1", name: "a" }],
        }),
      ),
    ).toBe(digest);
  });

  it.each<[string, Partial<WrittenPolicy>]>([
    ["a timeout", { responses: [{ kind: "block-ip", rules: [5763], timeout: 3601 }] }],
    ["a rule", { responses: [{ kind: "block-ip", rules: [5763, 5712], timeout: 3600 }] }],
    ["the ignore window", { ignoreWindow: "keep" }],
    ["a rule that only the manager has", { managerRules: [100_300] }],
    ["a rule of our own", { rules: [{ id: 100_200, level: 10, description: "x" }] }],
  ])("changes with %s", (_, change) => {
    expect(policyDigest(policyOf({ ...policy, ...change }))).not.toBe(policyDigest(policy));
  });
});
