import { osMatch } from "../osMatch";
import type { RuleTree } from "./ruleTree";
import type { TreeRule } from "./treeRule";

/** What responses wait for in a tree. */
export interface Awaiting {
  /** Ids that a response is bound to by name. */
  readonly named: Iterable<number>;
  /** Whether a response runs when the rule fires, bound by name or by group and level. */
  readonly answers: (rule: TreeRule) => boolean;
  /** Rules that the policy knows: nothing is said of them. @default none */
  readonly isKnown?: (rule: TreeRule) => boolean;
}

/** A rule that fires in the place of one that a response waits for (OS_CheckIfRuleMatch, rules.c:3121, v4.14.7). */
export interface Taken {
  readonly by: TreeRule;
  /** What is waited for, those bound by name first. */
  readonly from: readonly TreeRule[];
  /** The rule that counts it; undefined where a response is bound to it. */
  readonly countedBy?: TreeRule;
  /** It stands beside a rule above and is asked before it; undefined where it is a child. */
  readonly beside?: TreeRule;
  /** It takes every event: it has no condition of its own. */
  readonly always: boolean;
  /** What is waited for was named, or is counted by its id; not only one of a group or a level. */
  readonly named: boolean;
}

/** One rule that is waited for. */
interface Wait {
  readonly rule: TreeRule;
  readonly countedBy?: TreeRule;
  readonly named: boolean;
}

/** The manager's own rules that take an alert from a response, or an event from what it counts; the worst of each rule. */
export function takenAlerts(tree: RuleTree, awaiting: Awaiting): readonly Taken[] {
  const waits = waitsOf(tree, awaiting);
  const found = new Map<number, Taken>();
  for (const wait of waits)
    for (const one of takersOf(tree, wait, awaiting)) {
      const before = found.get(one.by.id);
      found.set(one.by.id, before === undefined ? one : worse(before, one));
    }
  return [...found.values()];
}

function worse(a: Taken, b: Taken): Taken {
  const weight = ({ always, named, countedBy }: Taken): number =>
    (named ? 4 : 0) + (always ? 2 : 0) + (countedBy === undefined ? 1 : 0);
  if (weight(b) > weight(a)) return b;
  return weight(a) > weight(b) ? a : { ...a, from: [...a.from, ...b.from] };
}

/** What is bound, and what is counted for it, over and over. */
function waitsOf(tree: RuleTree, { named, answers }: Awaiting): readonly Wait[] {
  const ids = new Set(named);
  const waits: Wait[] = [...tree.all()]
    .filter((rule) => answers(rule))
    .map((rule) => ({ rule, named: ids.has(rule.id) }));
  const counted = new Set<number>();
  for (const { rule, named: isNamed } of waits) {
    const { counts, countsGroup } = rule.parents;
    if (counts !== undefined && !counted.has(counts)) {
      const of = tree.rule(counts);
      counted.add(counts);
      if (of) waits.push({ rule: of, countedBy: rule, named: isNamed });
    }
    if (countsGroup !== undefined && isNamed) {
      const matches = osMatch(countsGroup);
      for (const of of tree.all())
        if (matches(of.groups) && !counted.has(of.id)) {
          counted.add(of.id);
          waits.push({ rule: of, countedBy: rule, named: false });
        }
    }
  }
  return waits;
}

function* takersOf(tree: RuleTree, wait: Wait, awaiting: Awaiting): Generator<Taken> {
  const { rule, countedBy, named } = wait;
  const facts = { from: [rule], named, ...(countedBy && { countedBy }) };
  const matters = (by: TreeRule): boolean => {
    if (by.at === undefined || awaiting.isKnown?.(by) === true || by.id === rule.id) return false;
    if (!countedBy) return !awaiting.answers(by);
    const { countsGroup } = countedBy.parents;
    return (
      by.id !== countedBy.id && !(countsGroup !== undefined && osMatch(countsGroup)(by.groups))
    );
  };
  for (const { by, always } of firing(tree, tree.children(rule.id)))
    if (matters(by)) yield { by, always, ...facts };
  // What stands beside a rule above takes all of it only where it has no condition; others are not said to.
  if (!named) return;
  const seen = new Set<number>();
  const climb = function* (id: number): Generator<Taken> {
    if (seen.has(id)) return;
    seen.add(id);
    for (const parent of tree.parents(id)) {
      const siblings = tree.children(parent);
      const before = siblings.slice(
        0,
        siblings.findIndex((one) => one.id === id),
      );
      const beside = tree.rule(id);
      for (const { by, always } of firing(tree, before))
        if (always && beside && matters(by)) yield { by, always, beside, ...facts };
      yield* climb(parent);
    }
  };
  yield* climb(rule.id);
}

/**
 * Those of some rules that fire themselves, and in the place of one that never does (noalert) those below it. Below one that has a
 * condition none takes every event.
 */
function firing(
  tree: RuleTree,
  rules: readonly TreeRule[],
): readonly Pick<Taken, "by" | "always">[] {
  return rules.flatMap((rule) =>
    rule.silent
      ? firing(tree, tree.children(rule.id)).map(({ by, always }) => ({
          by,
          always: always && rule.always,
        }))
      : [{ by: rule, always: rule.always }],
  );
}
