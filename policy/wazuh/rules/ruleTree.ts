import { wordMatch } from "../osMatch";
import { stockTreeRules, type TreeRule } from "./treeRule";

/** What became of a rule that was added: why it was passed over, or what of it Wazuh does not take. */
export interface Added {
  readonly dropped?: { readonly reason: string; readonly instead: string };
  readonly notes: readonly { readonly reason: string; readonly instead: string }[];
}

/** The first rule of each category: a rule without parents stands below it. */
const ROOTS: Readonly<Record<string, number>> = {
  syslog: 1,
  firewall: 2,
  ids: 3,
  "web-log": 4,
  squid: 5,
  windows: 6,
  ossec: 7,
};

/**
 * The rules as wazuh-analysisd holds them (rules_list.c, v4.14.7): below each rule its children, in the order in which it asks
 * them. A rule may stand below several. Rules are added in the order in which their files are read.
 */
export class RuleTree {
  private readonly rules: Map<number, TreeRule>;
  private readonly below: Map<number, readonly number[]>;
  private readonly above: Map<number, readonly number[]>;

  /** @param from a tree that this one goes on from; it stays as it is. @default none: no rule is read yet */
  constructor(from?: RuleTree) {
    this.rules = new Map(from?.rules);
    this.below = new Map(from?.below);
    this.above = new Map(from?.above);
  }

  has(id: number): boolean {
    return this.rules.has(id);
  }

  rule(id: number): TreeRule | undefined {
    return this.rules.get(id);
  }

  all(): Iterable<TreeRule> {
    return this.rules.values();
  }

  /** The rules below a rule, first asked first. */
  children(id: number): readonly TreeRule[] {
    return (this.below.get(id) ?? []).flatMap((one) => this.rules.get(one) ?? []);
  }

  /** The rules that a rule stands below. */
  parents(id: number): readonly number[] {
    return this.above.get(id) ?? [];
  }

  /** The rules that have a group, as if_group looks for it. */
  members(group: string): readonly TreeRule[] {
    // Thousands of rules have some hundred texts of groups.
    const having = new Map<string, boolean>();
    return [...this.rules.values()].filter(({ groups }) => {
      const has = having.get(groups) ?? wordMatch(group, groups);
      having.set(groups, has);
      return has;
    });
  }

  /** Adds the next rule. */
  add(rule: TreeRule): Added {
    const before = this.rules.get(rule.id);
    if (before && !rule.overwrite)
      return dropped(
        `is read second: rule ${rule.id} of ${before.file} came first and wins (7612)`,
        'give it another id, or write overwrite="yes"',
      );
    if (before) return this.overwrite(before, rule);
    const notes = rule.overwrite
      ? [
          {
            reason: `overwrites rule ${rule.id}, which no file before this one has; Wazuh takes it for a new rule (7613)`,
            instead:
              "move it to a file whose name sorts behind that of the rule, or correct the id",
          },
        ]
      : [];
    if (rule.id < 10) {
      this.put(rule, []);
      return { notes };
    }
    return this.place(rule, notes);
  }

  // Where it stands, and what it counts, stays as it was (OS_AddRuleInfo).
  private overwrite(before: TreeRule, rule: TreeRule): Added {
    const { id, parents } = rule;
    this.rules.set(id, { ...rule, parents: before.parents });
    const moves =
      parents.counts === undefined &&
      parents.countsGroup === undefined &&
      (parents.ids.length > 0 || parents.group !== undefined) &&
      (parents.ids.join() !== before.parents.ids.join() || parents.group !== before.parents.group);
    return {
      notes: moves
        ? [
            {
              reason: `overwrites rule ${id} of ${before.file} with other parents; it stays where it stood (7605)`,
              instead:
                "write the if_sid or if_group that it has there, or give the rule an id of its own",
            },
          ]
        : [],
    };
  }

  private place(rule: TreeRule, notes: Added["notes"]): Added {
    const { ids, group, level, counts, category } = rule.parents;
    if (ids.length > 0) {
      const isStock = rule.at === undefined;
      const missing = isStock ? [] : ids.filter((id) => !this.rules.has(id));
      const there = isStock ? ids : ids.filter((id) => this.rules.has(id));
      if (there.length === 0 || (counts !== undefined && missing.length > 0))
        return dropped(
          `stands below rule ${missing.join(", ")}, which nothing has that is read before it (${counts === undefined ? 7619 : 7620})`,
          "correct the id, or move the rule to a file whose name sorts behind that of its parent",
        );
      this.put(rule, there);
      return {
        notes: [
          ...notes,
          ...(missing.length === 0
            ? []
            : [
                {
                  reason: `stands below rule ${missing.join(", ")} too, which nothing has that is read before it: Wazuh leaves that out (7617)`,
                  instead: "correct the id, or remove it",
                },
              ]),
        ],
      };
    }
    if (level !== undefined) {
      const parents = [...this.rules.values()].filter(
        (one) => one.id !== rule.id && (one.level === 0 || one.level >= level),
      );
      if (level === 0 || parents.length === 0)
        return dropped(
          `has an <if_level> that Wazuh cannot use (${level === 0 ? 7609 : 7608})`,
          "write a level of 1 to 16",
        );
      this.put(
        rule,
        parents.map(({ id }) => id),
      );
      return { notes };
    }
    if (group !== undefined) {
      const parents = this.members(group).filter(({ id }) => id !== rule.id);
      if (parents.length === 0)
        return dropped(
          `stands below the group ${JSON.stringify(group)}, which no rule has that is read before it (7610)`,
          "correct the group, or write if_sid",
        );
      this.put(
        rule,
        parents.map(({ id }) => id),
      );
      return { notes };
    }
    this.put(rule, [ROOTS[category ?? "syslog"] ?? 1]);
    return { notes };
  }

  private put(rule: TreeRule, parents: readonly number[]): void {
    const { id, level } = rule;
    this.rules.set(id, rule);
    this.above.set(id, [...new Set(parents)]);
    for (const parent of new Set(parents)) {
      const siblings = this.below.get(parent) ?? [];
      const at = siblings.findIndex((other) => this.weight(other) < weightOf(level));
      const place = at === -1 ? siblings.length : at;
      this.below.set(parent, [...siblings.slice(0, place), id, ...siblings.slice(place)]);
    }
  }

  // An overwritten rule keeps its place, and is compared by its new level.
  private weight(id: number): number {
    return weightOf(this.rules.get(id)?.level ?? 0);
  }
}

/** Level 0 is asked first. */
function weightOf(level: number): number {
  return level === 0 ? 99 : level;
}

function dropped(reason: string, instead: string): Added {
  return { dropped: { reason, instead }, notes: [] };
}

let stock: RuleTree | undefined;

/** The tree of the stock rules alone; nothing is to be added to it. */
export function stockTree(): RuleTree {
  if (!stock) {
    stock = new RuleTree();
    for (const rule of stockTreeRules()) stock.add(rule);
  }
  return stock;
}
