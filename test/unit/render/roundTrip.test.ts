import fc from "fast-check";

import { lint } from "../../../policy/lint/lint";
import { fleetOf } from "../../../policy/model/parseFleet";
import { parsePolicy } from "../../../policy/model/parsePolicy";
import type { Policy } from "../../../policy/model/policy";
import type { WrittenPolicy, WrittenResponse, WrittenRule } from "../../../policy/model/written";
import { activeResponseOf } from "../../../policy/wazuh/read/activeResponse";
import { readNodes } from "../../../policy/wazuh/read/node";
import { readOssecConf } from "../../../policy/wazuh/read/ossecConf";
import { rowsOf } from "../../../policy/render/commands";
import { ossecElement, renderOssecPart } from "../../../policy/render/ossecPart";
import { renderRulesFile, ruleElements } from "../../../policy/render/rulesFile";
import { printed, seen } from "./readBack";

const FLEET = fleetOf({
  master: { name: "wazuh", role: "master", address: "wazuh.example.org" },
  workers: [],
  agents: [{ name: "gitlab", role: "agent", address: "gitlab.example.org" }],
});

// Mostly what people write, now and then what Wazuh would read otherwise.
const nasty = fc.constantFrom(
  "<",
  "-->",
  "!>",
  " x",
  "x ",
  "a\nb",
  "",
  "$x",
  "\\",
  "&amp;",
  '"',
  "'",
  "ü",
  "a\\<b",
  "a/",
);
const word = fc.stringMatching(/^[a-z][a-z0-9_.-]{0,11}$/);
const text = fc.oneof(
  { weight: 8, arbitrary: fc.string({ minLength: 1, maxLength: 20 }) },
  { weight: 1, arbitrary: nasty },
);
const name = fc.oneof({ weight: 12, arbitrary: word }, { weight: 1, arbitrary: nasty });
const address = fc.oneof(
  { weight: 6, arbitrary: fc.ipV4() },
  { weight: 2, arbitrary: fc.ipV6() },
  { weight: 1, arbitrary: nasty },
);
const rules = fc.uniqueArray(fc.constantFrom(5763, 5712, 31_151, 40_601, 100_101, 80_443), {
  maxLength: 4,
});
const seconds = fc.oneof(fc.constantFrom(0, 60, 600, 660, 3600, 86_400), fc.nat({ max: 100_000 }));

const response: fc.Arbitrary<WrittenResponse> = fc.oneof(
  fc.record(
    {
      kind: fc.constant("block-ip" as const),
      rules,
      timeout: seconds,
      command: name,
      fallback: fc.boolean(),
    },
    { requiredKeys: ["kind", "rules", "timeout"] },
  ),
  fc.record(
    {
      kind: fc.constant("kill-process" as const),
      rules: fc.constant([100_050]),
      processes: fc.array(name, { minLength: 1, maxLength: 3 }),
      command: name,
    },
    { requiredKeys: ["kind", "rules", "processes"] },
  ),
  fc.record(
    {
      kind: fc.constant("custom" as const),
      rules,
      groups: fc.array(name, { maxLength: 2 }),
      level: fc.integer({ min: -1, max: 18 }),
      location: fc.oneof(
        fc.constantFrom("local" as const, "server" as const, "all" as const),
        fc.record({ agentId: fc.constantFrom("000", "007") }),
      ),
      command: name,
      executable: name,
      timeout: seconds,
      extraArgs: fc.array(name, { maxLength: 2 }),
    },
    { requiredKeys: ["kind", "rules", "command", "executable"] },
  ),
);

const rule: fc.Arbitrary<WrittenRule> = fc.record(
  {
    id: fc.constantFrom(100_101, 100_102, 100_103, 5763),
    level: fc.integer({ min: 0, max: 17 }),
    description: text,
    ifSid: fc.constantFrom([5760], [31_101, 31_108], [100_101]),
    match: text,
    groups: fc.array(name, { maxLength: 2 }),
    fields: fc.array(fc.record({ name: word, pattern: text }), { maxLength: 2 }),
  },
  { requiredKeys: ["id", "level", "description", "ifSid"] },
);

const policy: fc.Arbitrary<WrittenPolicy> = fc.record(
  {
    whitelist: fc.array(fc.record({ address, name: text }), { maxLength: 3 }),
    responses: fc.array(response, { maxLength: 3 }),
    rules: fc.uniqueArray(rule, { maxLength: 3, selector: ({ id }) => id }),
    ignoreWindow: fc.constantFrom("keep" as const, "remove" as const),
  },
  { requiredKeys: ["whitelist", "responses", "rules"] },
);

/** The policy, where nothing is wrong with it. */
function goodOf(written: WrittenPolicy): Policy | undefined {
  const parsed = parsePolicy(written);
  if (!parsed.ok) return undefined;
  const findings = lint(parsed.policy, FLEET, { today: "2026-11-25" });
  return findings.some(({ severity }) => severity === "error") ? undefined : parsed.policy;
}

describe("any policy without lint errors", () => {
  let good = 0;
  let bad = 0;

  it("renders, and Wazuh reads it back as it was meant", () => {
    fc.assert(
      fc.property(policy, (written) => {
        const one = goodOf(written);
        if (!one) {
          bad += 1;
          return;
        }
        good += 1;
        const { part } = renderOssecPart(one);
        const root = ossecElement(one);
        expect(readNodes(part).map(seen)).toEqual(root.content.length === 0 ? [] : [printed(root)]);
        expect(readNodes(renderRulesFile(one)).map(seen)).toEqual(ruleElements(one).map(printed));
      }),
      { numRuns: 1500 },
    );
  });

  it("was tried with many good and many bad ones", () => {
    expect([good > 150, bad > 150]).toEqual([true, true]);
  });

  it("means the same to Wazuh: commands, rules, places, times, the white list", () => {
    fc.assert(
      fc.property(policy, (written) => {
        const one = goodOf(written);
        if (!one) return;
        const { part, arConf } = renderOssecPart(one);
        const { blocks, whitelist } = activeResponseOf(readOssecConf(part));
        const rows = rowsOf(one);
        expect(
          blocks.map(
            ({ command, timeout, definition }) =>
              `${command}${timeout} - ${definition?.executable ?? "?"} - ${timeout}`,
          ),
        ).toEqual(arConf);
        expect(blocks.map((block) => [...block.rules].sort())).toEqual(
          rows.map((row) => (row.fallback ? [] : [...row.response.rules].sort())),
        );
        expect(
          blocks.map(({ level, disabled, locations }) => [level, disabled, locations.length]),
        ).toEqual(rows.map((row) => [row.fallback ? 0 : (row.response.level ?? 0), false, 1]));
        expect(whitelist.map(({ content }) => content.replace(/^\^|\$$/g, ""))).toEqual(
          one.whitelist.map((entry) => entry.address),
        );
      }),
      { numRuns: 500 },
    );
  });
});
