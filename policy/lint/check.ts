import type { Acceptance } from "../model/acceptance";
import type { EnrolledAgent } from "../model/enrolledAgent";
import type { Finding, Severity } from "../model/finding";
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
  /** Warnings and notes that somebody lives with. @default none */
  readonly accept?: readonly Acceptance[] | undefined;
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

/** Says of one code what it means, for docs/checks.md and `lint --explain`. */
export interface CodeDoc {
  /** What is found, as one sentence. */
  readonly what: string;
  /** What Wazuh, or a host, would do with it. */
  readonly why: string;
  /** Keys of a stack file that bring the code about, and nothing else that is as bad; a test runs it. */
  readonly example: string;
  /** What a check must know beside the stack for the example. @default nothing */
  readonly knowing?: Partial<Subject>;
  /** What to write instead. */
  readonly instead: string;
}

/** One code that a check may find. */
export interface CodeFacts {
  /** How bad it is; several where that depends on the case. */
  readonly severity: Severity | readonly Severity[];
  /**
   * True of a response whatever its name, its time and its other rules are, and whatever is next to it: it is still asked
   * of a response of which something was refused. @default false
   */
  readonly alone?: true;
  readonly doc: CodeDoc;
}

/** The facts of codes, by code. */
export type Codes = Readonly<Record<string, CodeFacts>>;

/** Looks at a policy; every answer that is worth saying is a finding. */
export type Run = (subject: Subject) => readonly Finding[];

/** One question to a policy, with all that is to be known of it. */
export interface Check {
  /** What it may find; a finding of another code or severity fails a test. */
  readonly codes: Codes;
  /** Parts that must be whole, or it would say of the rest what is not true. @default none */
  readonly needs?: readonly Part[];
  /**
   * What it finds depends on whether the manager was asked for its agents, so that an acceptance may match nothing in one
   * run and something in the next. @default false
   */
  readonly byEnrolled?: true;
  readonly run: Run;
}
