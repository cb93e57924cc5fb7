import type { Event } from "./event";
import type { Ruleset } from "./ruleset";
import { isCounting, type Rule } from "./rule";

/** A rule that an event has ended at. */
export interface Firing {
  readonly rule: Rule;
  readonly event: Event;
  /** Lines that a composite rule has counted, newest first. */
  readonly previous: readonly string[];
}

/** Most events that a rule remembers. */
const MEMORY = 8192;

/**
 * Finds the rule of an event and counts it.
 * @returns undefined where no rule matches, or one of level 0.
 */
export function processEvent(ruleset: Ruleset, event: Event): Firing | undefined {
  for (const root of ruleset.roots) {
    const found = match(root, undefined, event);
    if (!found) continue;
    if (found.rule.level === 0) return undefined;
    const { rule, previous } = afterIgnore(found, event.time);
    rule.firedTimes++;
    for (const list of rule.feeds) {
      list.push(event);
      if (list.length > MEMORY) list.shift();
    }
    return { rule, event, previous };
  }
  return undefined;
}

interface Match {
  readonly rule: Rule;
  readonly parent: Rule | undefined;
  readonly previous: readonly string[];
}

function match(rule: Rule, parent: Rule | undefined, event: Event): Match | undefined {
  if (!rule.conditions.every((holds) => holds(event))) return undefined;
  let previous: readonly string[] = [];
  if (isCounting(rule.parents)) {
    const counted = count(rule, event);
    if (!counted) return undefined;
    previous = counted;
  }
  for (const child of rule.children) {
    const found = match(child, rule, event);
    if (found) return found;
  }
  return { rule, parent, previous };
}

/** While a rule is silent its parent speaks instead. */
function afterIgnore(found: Match, now: number): Pick<Match, "rule" | "previous"> {
  const { rule, parent } = found;
  if (rule.ignore === 0) return found;
  if (rule.ignoredSince === 0 || now - rule.ignoredSince >= rule.ignore) {
    rule.ignoredSince = now;
    return found;
  }
  return { rule: parent ?? rule, previous: [] };
}

/**
 * Counts earlier events for an if_matched rule, newest first, as Search_LastSids does.
 * @returns the counted lines where the rule matches.
 */
function count(rule: Rule, event: Event): string[] | undefined {
  const counted: Event[] = [];
  for (const earlier of [...rule.counted].reverse()) {
    if (event.time - earlier.time > rule.timeframe) return undefined;
    if (!rule.globalFrequency && earlier.sender.id !== event.sender.id) continue;
    if (!rule.sameFields.every((name) => isSame(earlier, event, name))) continue;
    if (rule.differentFields.some((name) => isSame(earlier, event, name))) continue;
    if (earlier.matched >= rule.level) return undefined;
    counted.push(earlier);
    if (counted.length <= rule.frequency) continue;
    event.matched = rule.level;
    // Not counted again: the newest of them is where the next search ends.
    if (counted[0] && rule.frequency > 0) counted[0].matched = rule.level;
    return counted.map(({ fullLog }) => fullLog);
  }
  return undefined;
}

function isSame(a: Event, b: Event, field: string): boolean {
  const value = a.fields[field];
  return value !== undefined && value === b.fields[field];
}
