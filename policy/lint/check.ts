import type { EnrolledAgent } from "../model/enrolledAgent";
import type { Finding } from "../model/finding";
import type { Fleet } from "../model/fleet";
import type { Policy } from "../model/policy";
import type { Part } from "../model/part";
import type { RuleId } from "../model/ruleId";
import type { RuleFacts } from "./ruleFacts";

/** What a check must know beside the policy and the fleet. */
export interface LintContext {
  /** Day (`YYYY-MM-DD`) against which expiry dates are checked. */
  readonly today: string;
  /** Every agent that the manager knows, without 000. @default not known: nothing is said of agents outside the fleet by name */
  readonly enrolled?: readonly EnrolledAgent[];
  /** Parts of which something was refused, and is not here. @default all is here */
  readonly lacks?: ReadonlySet<Part>;
}

/** What all checks look at. */
export interface Subject extends LintContext {
  readonly policy: Policy;
  readonly fleet: Fleet;
  /** Facts of a rule, stock or of the policy, by its id. */
  readonly rule: (id: RuleId) => RuleFacts | undefined;
}

/** One question to a policy; every answer that is worth saying is a finding. */
export type Check = (subject: Subject) => readonly Finding[];
