import type { Daemon } from "./daemon";
import { DAEMONS, GUARDS, type Guard } from "./daemons";
import { FORGEABLE, UNPROVEN } from "./exposed";
import type { RuleTree } from "./ruleTree";

/** What stands between a client's text and a response that is bound to a rule. */
export interface Exposure {
  /** Rows of the table -> the rules at which their lines are asked for. */
  readonly lines: ReadonlyMap<Guard, ReadonlySet<number>>;
  /** Daemons -> rules of one's own at which any line of the daemon is asked for. */
  readonly own: ReadonlyMap<Daemon, ReadonlySet<number>>;
  /** Daemons -> rules at which the place of the log is asked for. */
  readonly places: ReadonlyMap<Daemon, ReadonlySet<number>>;
  /** Rules that lead there whose address or user a client writes, and nothing proves. */
  readonly forgeable: ReadonlySet<number>;
  /** Rules that lead there whose packets anybody sends with the address of another. */
  readonly unproven: ReadonlySet<number>;
}

/**
 * Walks from rules that responses are bound to up the tree, and into what they count: an event passes every rule on that way, so
 * that it is enough to judge it at the lowest rule that the table knows.
 */
export function exposureOf(bound: Iterable<number>, tree: RuleTree): Exposure {
  const lines = new Map<Guard, Set<number>>();
  const own = new Map<Daemon, Set<number>>();
  const places = new Map<Daemon, Set<number>>();
  const forgeable = new Set<number>();
  const unproven = new Set<number>();
  const seen = new Set<number>();

  const counted = (id: number): void => {
    const { counts, countsGroup } = tree.parents(id);
    if (counts !== undefined) visit(counts);
    if (countsGroup !== undefined) tree.members(countsGroup).forEach(visit);
  };
  function visit(id: number): void {
    if (seen.has(id)) return;
    seen.add(id);
    if (FORGEABLE.has(id)) forgeable.add(id);
    if (UNPROVEN.has(id)) unproven.add(id);
    const roots = rootsOf(id, tree);
    const guards = GUARDS.filter(
      ({ row }) =>
        row.rules.includes(id) ||
        (row.below !== undefined && roots.has(row.below) && !tree.isOwn(id)),
    );
    for (const guard of guards) {
      add(lines, guard, id);
      add(places, guard.daemon, id);
    }
    counted(id);
    if (guards.length > 0) return;
    const { ids, group, counts } = tree.parents(id);
    const above = [...ids, ...(group === undefined ? [] : tree.members(group))];
    if (above.length === 0 || isCounting(counts, tree, id)) return;
    for (const parent of above) {
      const daemon = DAEMONS.find(({ root }) => root === parent);
      if (!daemon) {
        visit(parent);
        continue;
      }
      add(places, daemon, id);
      if (tree.isOwn(id)) add(own, daemon, id);
    }
  }
  for (const id of bound) visit(id);
  return { lines, own, places, forgeable, unproven };
}

// Its event is one of those that it counts.
function isCounting(counts: number | undefined, tree: RuleTree, id: number): boolean {
  return counts !== undefined && tree.parents(id).ids.length === 0;
}

function add<Key>(map: Map<Key, Set<number>>, key: Key, id: number): void {
  const ids = map.get(key) ?? new Set<number>();
  map.set(key, ids.add(id));
}

/** Rules above a rule, itself included. */
function rootsOf(id: number, tree: RuleTree, seen = new Set<number>()): ReadonlySet<number> {
  if (seen.has(id)) return seen;
  seen.add(id);
  for (const parent of tree.parents(id).ids) rootsOf(parent, tree, seen);
  const { counts } = tree.parents(id);
  if (counts !== undefined) rootsOf(counts, tree, seen);
  return seen;
}
