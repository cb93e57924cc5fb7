import { policyOf } from "../../../policy/model/parsePolicy";
import type { WrittenOf } from "../../../policy/model/written";
import { ofKind } from "../../../policy/model/kinds/traitsOf";
import { blockFields } from "../../../policy/render/responses/blockFields";

type Block = Partial<WrittenOf<"block-ip">>;

/** Fields by rule, and those of all others, of block-ip responses on one host. */
function fieldsOf(...blocks: readonly Block[]): readonly [string, string] {
  const responses = blocks.map((block) => ({ kind: "block-ip" as const, timeout: 60, ...block }));
  const policy = policyOf({ whitelist: [], rules: [], responses });
  const { fields, fieldsElse } = blockFields(ofKind(policy.responses, "block-ip"));
  const byRule = [...fields].map(([rule, names]) => `${rule}=${names.join(",")}`);
  return [byRule.join(" "), fieldsElse.join(",")];
}

describe("the fields of a host's block-ip responses", () => {
  it.each<[string, readonly Block[], readonly [string, string]]>([
    ["srcip where nothing is written", [{ rules: [5763] }], ["", "srcip"]],
    [
      "by rule",
      [{ rules: [5763] }, { rules: [60_122, 60_115], field: ["win.a"] }],
      ["60115=win.a 60122=win.a", "srcip"],
    ],
    [
      "one after the other for a rule of two",
      [{ rules: [5763] }, { rules: [5763], field: ["b", "srcip"] }],
      ["5763=srcip,b", "srcip"],
    ],
    [
      "of a selector for all others",
      [{ rules: [5763] }, { level: 12, field: ["b"] }],
      ["5763=srcip", "b"],
    ],
    ["of several selectors", [{ level: 12, field: ["b"] }, { groups: ["web"] }], ["", "b,srcip"]],
  ])("%s", (_what, blocks, expected) => {
    expect(fieldsOf(...blocks)).toEqual(expected);
  });
});
