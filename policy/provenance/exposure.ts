import type { Daemon } from "./daemon";
import { DAEMONS, GUARDS, type Guard } from "./daemons";
import { stockRules } from "../wazuh/stock/stockRules";
import { FORGEABLE, UNPROVEN } from "./exposed";
import type { RuleTree } from "./ruleTree";

/** What stands between a client's text and a response that is bound to a rule. */
export interface Exposure {
  /** Rows of the table -> the rules at which their lines are asked for. */
  readonly lines: ReadonlyMap<Guard, ReadonlySet<number>>;
  /** Daemons -> rules below which one's own stand, or these, at which any line of the daemon is asked for. */
  readonly own: ReadonlyMap<Daemon, ReadonlySet<number>>;
  /** Daemons -> rules at which the place of the log is asked for. */
  readonly places: ReadonlyMap<Daemon, ReadonlySet<number>>;
  /** Rules there of which the table has no daemon: asked for is that no client writes whole lines where they were read. */
  readonly unknown: ReadonlySet<number>;
  /** Rules that lead there whose address or user a client writes, and nothing proves. */
  readonly forgeable: ReadonlySet<number>;
  /** Rules that lead there whose packets anybody sends with the address of another. */
  readonly unproven: ReadonlySet<number>;
}

/**
 * Walks from rules that responses are bound to up the tree, and into what they count: an event passes every rule on that way, so
 * that it is enough to judge it at the lowest rule that the table knows.
 * @param onPeer those of them by which an address is blocked or an account locked: where no row is about such a rule, and it stands
 * below a daemon of the table, its events are held to all lines of the daemon. What a custom response reads nobody knows.
 */
export function exposureOf(
  bound: Iterable<number>,
  tree: RuleTree,
  onPeer: ReadonlySet<number> = new Set(),
): Exposure {
  const lines = new Map<Guard, Set<number>>();
  const own = new Map<Daemon, Set<number>>();
  const places = new Map<Daemon, Set<number>>();
  const forgeable = new Set<number>();
  const unproven = new Set<number>();
  const unknown = new Set<number>();
  const seen = new Map<string, boolean>();

  const counted = (id: number): void => {
    const { counts, countsGroup } = tree.parents(id);
    if (counts !== undefined) visit(counts, tree.isOwn(id));
    if (countsGroup !== undefined)
      tree.members(countsGroup).forEach((member) => {
        visit(member, tree.isOwn(id));
      });
  };
  // Says whether a place is asked for wherever the rule's events come from. A rule of one's own may look for whatever it likes in
  // lines that no row of the table is about.
  function visit(id: number, forOwn: boolean, isEnd = true): boolean {
    const looked = `${id} ${forOwn} ${isEnd}`;
    const known = seen.get(looked);
    if (known !== undefined) return known;
    seen.set(looked, false);
    const asked = look(id, forOwn, isEnd);
    seen.set(looked, asked);
    return asked;
  }
  function look(id: number, forOwn: boolean, isEnd: boolean): boolean {
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
    if (guards.length > 0) return true;
    const { ids, group, counts } = tree.parents(id);
    const above = [...ids, ...(group === undefined ? [] : tree.members(group))];
    if (isCounting(counts, tree, id)) return true;
    let asked = above.length > 0;
    for (const parent of above) {
      const daemon = DAEMONS.find(({ root }) => root === parent);
      if (!daemon) {
        if (!visit(parent, forOwn || tree.isOwn(id), false)) asked = false;
        continue;
      }
      add(places, daemon, id);
      if (forOwn || tree.isOwn(id)) add(own, daemon, id);
    }
    if (!asked && isEnd && isLoaded(id, tree)) unknown.add(id);
    return asked;
  }
  for (const id of bound) visit(id, onPeer.has(id));
  return { lines, own, places, forgeable, unproven, unknown };
}

// Stock rules that ossec.conf leaves out (rule_exclude, 0215-policy_rules.xml) cannot be named in another: 7617.
function isLoaded(id: number, tree: RuleTree): boolean {
  return tree.isOwn(id) || (stockRules().has(id) && id !== 17_101 && id !== 17_102);
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
