import type { Pattern } from "../config/pattern";
import type { ActiveResponse } from "../config/activeResponse";
import type { Event } from "./event";

/** A condition of a rule: whether an event meets it. */
export type Condition = (event: Event) => boolean;

/** A rule as loaded. What `overwrite` replaces is not readonly. */
export interface Rule {
  readonly id: number;
  level: number;
  /** Where an if_matched rule counts: events before this one, without the one that makes it fire and one more. */
  frequency: number;
  timeframe: number;
  /** Seconds after a firing in which it stays silent, for all addresses. */
  ignore: number;
  conditions: readonly Condition[];
  sameFields: readonly string[];
  differentFields: readonly string[];
  globalFrequency: boolean;
  groups: readonly string[];
  description: string;
  noAlert: boolean;
  noAr: boolean;
  /** Rules below which it stands: ids; undefined for a root. An overwrite does not change it. */
  readonly parents: Parents | undefined;
  /** Responses bound when the rule was first read; an overwrite does not change them. */
  readonly responses: readonly ActiveResponse[];
  readonly children: Rule[];
  readonly file: string;
  /** State: when it fired last, in seconds; 0 for never. */
  ignoredSince: number;
  /** State: lists of earlier events that an event which ends at this rule is added to. */
  feeds: Event[][];
  /** State: the list that a composite rule counts. */
  counted: Event[];
  firedTimes: number;
}

/** Where a rule hangs in the tree. */
export type Parents =
  | { readonly by: "sid"; readonly ids: readonly number[]; readonly matched: boolean }
  | { readonly by: "group"; readonly pattern: string; readonly matched: boolean }
  | { readonly by: "level"; readonly level: number };

/** Whether a rule counts earlier events (if_matched_sid, if_matched_group). */
export function isCounting(parents: Parents | undefined): boolean {
  return parents !== undefined && parents.by !== "level" && parents.matched;
}

/** Place among siblings: level 0 is asked first, then the highest level; equal ones in the order of the files. */
export function addChild(siblings: Rule[], rule: Rule): void {
  const weight = (level: number): number => (level === 0 ? 99 : level);
  const at = siblings.findIndex((other) => weight(other.level) < weight(rule.level));
  siblings.splice(at === -1 ? siblings.length : at, 0, rule);
}

/** A condition that a pattern on a text of the event makes; a missing text never matches. */
export function on(text: (event: Event) => string | undefined, matches: Pattern): Condition {
  return (event) => {
    const value = text(event);
    return value !== undefined && matches(value);
  };
}
