import type { Finding } from "../model/finding";
import type { Fleet } from "../model/fleet";
import type { Policy } from "../model/policy";
import { unknownRules } from "./unknownRules";

/** What a check must know beside the policy and the fleet. */
export interface LintContext {
  /** Day (`YYYY-MM-DD`) against which expiry dates are checked. */
  readonly today: string;
}

type Check = (policy: Policy, fleet: Fleet, context: LintContext) => readonly Finding[];

const CHECKS: readonly Check[] = [unknownRules];

/** Finds everything in a policy that Wazuh would refuse, ignore or do otherwise than it reads: all of it at once. */
export function lint(policy: Policy, fleet: Fleet, context: LintContext): Finding[] {
  return CHECKS.flatMap((check) => [...check(policy, fleet, context)]);
}
