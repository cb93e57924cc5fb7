import type { Place } from "../read/source";

/**
 * What wazuh-analysisd does with a fault in a rules file: it does not start; it passes the rule over; it goes on without the
 * text that was given, and logs an error; it takes a value for another one; it may not start, as far as is known here.
 */
export type FaultEffect = "refused" | "dropped" | "lost" | "misread" | "unknown";

/** One fault of a rules file. */
export interface RuleFault extends Place {
  readonly effect: FaultEffect;
  /** Id of the rule; undefined where the fault is of no single rule. */
  readonly id?: number;
  /** The element or attribute as it stands there, short. */
  readonly value: string;
  /** What is wrong with it, and what Wazuh does. */
  readonly reason: string;
  /** What to write instead. */
  readonly instead: string;
}

/** What Wazuh does with a file that it refuses. */
export const REFUSED = "wazuh-analysisd does not start with it";
