import { parsePolicy } from "../../../policy/model/parsePolicy";
import { lint } from "../../../policy/lint/lint";
import { printFinding } from "../../../policy/lint/printFinding";
import { policyDigest } from "../../../policy/bundle/policyDigest";
import type { WrittenFindings } from "../../../policy/model/findings";
import { FAILED_LOGIN, FLEET, policy } from "./policies";

const refused = (findings: WrittenFindings): string[] => {
  const parsed = parsePolicy({
    whitelist: [],
    rules: [],
    responses: [{ kind: "block-ip", rules: [5763], timeout: "1h", findings }],
  });
  return parsed.ok ? [] : parsed.findings.map(printFinding);
};

describe("findings of a response", () => {
  it.each<[WrittenFindings, string]>([
    [
      { rules: ["5763"] },
      'responses[0].findings.rules[0]: "5763" is the id of a rule of Wazuh 4; rules of Wazuh 5 have UUIDs; write the UUID that findings have in wazuh.rule.id [finding-rule]',
    ],
    [
      { rules: ["Failed authentication attempt"] },
      'responses[0].findings.rules[0]: "Failed authentication attempt" is not the id of a rule of Wazuh 5; titles are filled in anew for each event, so none is found by its title; write the UUID that findings have in wazuh.rule.id [finding-rule]',
    ],
    [
      {},
      "responses[0].findings: {} has neither rules nor a query, so nothing triggers it; write one of them [findings-unclear]",
    ],
    [
      { rules: [FAILED_LOGIN], query: "x" },
      "responses[0].findings: rules and query are two answers to one question; write one of them [findings-unclear]",
    ],
    [
      { rules: [FAILED_LOGIN], count: 5 },
      "responses[0].findings: count: 5 does not say in how much time; write within, as 2m [findings-unclear]",
    ],
    [
      { query: "wazuh.rule.title : Failed*" },
      'responses[0].findings.query: "wazuh.rule.title : Failed*" asks for the title of a rule; titles are filled in anew for each event, so none is found by its title; ask for wazuh.rule.id, which is a UUID [finding-title]',
    ],
    [
      { query: "a) OR (b" },
      'responses[0].findings.query: "a) OR (b" has a quote or a parenthesis that is not closed, or closed before it is open; the white list behind it would not hold; close each of them [finding-query]',
    ],
    [
      { query: 'user.name:"a' },
      'responses[0].findings.query: "user.name:\\"a" has a quote or a parenthesis that is not closed, or closed before it is open; the white list behind it would not hold; close each of them [finding-query]',
    ],
  ])("%j is refused", (findings, message) => {
    expect(refused(findings)).toEqual([message]);
  });

  it.each<WrittenFindings>([
    { rules: [FAILED_LOGIN.toUpperCase()] },
    { query: 'user.name:"a) (" AND \\(b' },
    { query: "a", count: 3, within: "2m", category: "security" },
  ])("%j is taken", (findings) => {
    expect(refused(findings)).toEqual([]);
  });

  it("are nothing to a host of 4.14: stacks that differ in them alone have one digest", () => {
    const response = { kind: "block-ip", rules: [5763], timeout: "1h" } as const;
    const findings = { rules: [FAILED_LOGIN] };
    expect(policyDigest(policy({ responses: [{ ...response, findings }] }))).toBe(
      policyDigest(policy({ responses: [response] })),
    );
  });

  it("are missed by lint only where the stack has begun to write them", () => {
    const said = (...findings: (WrittenFindings | undefined)[]): string[] =>
      lint(
        policy({
          responses: findings.map((one, i) => ({
            kind: "block-ip",
            rules: [5763],
            timeout: "1h",
            command: `c${i}_`,
            ...(one && { findings: one }),
          })),
        }),
        FLEET,
        { today: "2026-01-01" },
      )
        .filter(({ code }) => code === "findings-missing")
        .map(printFinding);
    expect(said(undefined, undefined)).toEqual([]);
    expect(said({ rules: [FAILED_LOGIN] }, undefined)).toEqual([
      "responses[1].findings: block-ip has no findings, so nothing triggers it in Wazuh 5, as others of the stack have it; write the rules of Wazuh 5, or a query; migrate says more [findings-missing]",
    ]);
  });
});
