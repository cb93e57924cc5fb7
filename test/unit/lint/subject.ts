import { CHECKS, lint } from "../../../policy/lint/lint";
import { ruleFacts } from "../../../policy/lint/ruleFacts";
import type { Finding } from "../../../policy/model/finding";
import type { Fleet } from "../../../policy/model/fleet";
import { fleetOf, parseFleet } from "../../../policy/model/parseFleet";
import { parsePolicy, policyOf as parsed } from "../../../policy/model/parsePolicy";
import type { Policy } from "../../../policy/model/policy";
import type { BlockIp } from "../../../policy/model/response";
import type {
  Written,
  WrittenEntry,
  WrittenFleet,
  WrittenPolicy,
  WrittenResponse,
} from "../../../policy/model/written";

/** The day on which the tests' policies are judged. */
export const TODAY = "2026-11-25";

/** A fleet whose addresses are all known, with a bastion. */
export const FLEET = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.0.0.1", location: "hel1" },
  workers: [{ name: "worker-1", role: "worker", address: "10.0.0.2", location: "nbg1" }],
  agents: [
    {
      name: "gitlab",
      role: "agent",
      address: "10.0.1.1",
      location: "hel1",
      labels: { tier: "web" },
    },
    { name: "runner", role: "agent", address: "95.216.7.7", location: "nbg1" },
  ],
  bastion: "10.0.0.9",
});

/** A brute force policy that has nothing worse than notes. */
export const BLOCK: Written<BlockIp> = { kind: "block-ip", rules: [5763, 5712], timeout: 3600 };

/** The white list that {@link FLEET} needs. */
export const LIST: readonly WrittenEntry[] = [
  { address: "10.0.0.0/8", name: "private", source: "whitelist.common[0]" },
  { address: "100.64.0.0/10", name: "tailnet", source: "whitelist.common[1]" },
  { address: "95.216.7.7", name: "runner", location: "hel1", source: "whitelist.hel1[0]" },
];

/** A whole policy from what a test is about. */
export function policyOf(part: Partial<WrittenPolicy> = {}): Policy {
  return parsed(whole(part));
}

function whole(part: Partial<WrittenPolicy>): WrittenPolicy {
  return { whitelist: LIST, responses: [BLOCK], rules: [], ...part };
}

/** What a user is told of a policy: values that cannot stand there, or else what lint finds, without notes unless they are asked for. */
export function findingsOf(
  part: Partial<WrittenPolicy>,
  { notes = false, fleet = FLEET }: { notes?: boolean; fleet?: WrittenFleet } = {},
): Finding[] {
  const read = parsePolicy(whole(part));
  if (!read.ok) return [...read.findings];
  const around = parseFleet(fleet);
  if (!around.ok) return [...around.findings];
  refuseUndeclared(read.policy, around.fleet);
  return lint(read.policy, around.fleet, { today: TODAY }).filter(
    ({ severity }) => notes || severity !== "note",
  );
}

/** @throws Error where a check finds what it does not declare: every policy of these tests goes through it. */
export function refuseUndeclared(policy: Policy, fleet: Fleet): void {
  const subject = { policy, fleet, today: TODAY, rule: ruleFacts(policy) };
  for (const { codes, run } of CHECKS) {
    for (const { code, severity } of run(subject)) {
      if (![codes[code]?.severity].flat().includes(severity))
        throw new Error(`${severity} ${code} is not declared by the check that finds it`);
    }
  }
}

/** One line a finding: `severity code path`. */
export function brief(findings: readonly Finding[]): string[] {
  return findings.map(({ severity, code, path }) => `${severity} ${code} ${path}`);
}

/** Findings of responses that stand beside nothing else. */
export function ofResponses(...responses: WrittenResponse[]): string[] {
  return brief(findingsOf({ responses }));
}
