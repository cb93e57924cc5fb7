import type { ReadBlock } from "../../wazuh/read/activeResponse";
import { compileOsRegex } from "../../wazuh/osRegex";
import { stockGroups } from "../../wazuh/stock/stockGroups";
import { stockRules } from "../../wazuh/stock/stockRules";
import type { KnownRule } from "./context";

/** All rules that are known: those of etc/rules where they were given, and the stock ones. */
export class RuleBook {
  private readonly rules: ReadonlyMap<number, KnownRule>;
  private readonly byGroup = new Map<string, readonly KnownRule[]>();

  private readonly own: ReadonlyMap<number, KnownRule>;

  constructor(own: ReadonlyMap<number, KnownRule> = new Map()) {
    this.own = own;
    this.rules = own.size === 0 ? stockFacts() : new Map([...stockFacts(), ...own]);
  }

  /** Whether any rules of etc/rules are known here. */
  get hasOwn(): boolean {
    return this.own.size > 0;
  }

  /** True for a rule of etc/rules, be it a stock one that is overwritten there. */
  isOwn(id: number): boolean {
    return this.own.has(id);
  }

  rule(id: number): KnownRule | undefined {
    return this.rules.get(id);
  }

  /** False for a rule of level 0 or with no_ar, as far as it is known. */
  canTrigger(id: number): boolean {
    const rule = this.rules.get(id);
    return rule !== undefined && rule.level > 0 && !rule.noAr;
  }

  /** The rules that trigger a block: rules_id, or else level and rules_group, which are ANDed where both are given. */
  boundBy({ rules, level, rulesGroup }: ReadBlock): KnownRule[] {
    const selected =
      rulesGroup === undefined
        ? level > 0
          ? [...this.rules.values()].filter((rule) => rule.level >= level)
          : []
        : this.inGroup(rulesGroup).filter((rule) => rule.level >= level);
    const ids = rules.flatMap((id) => this.rules.get(id) ?? []);
    return [...new Set([...ids, ...selected])].filter(({ id }) => this.canTrigger(id));
  }

  private inGroup(pattern: string): readonly KnownRule[] {
    const known = this.byGroup.get(pattern);
    if (known) return known;
    const regex = compileOsRegex(pattern);
    const found = regex ? [...this.rules.values()].filter(({ groups }) => regex.test(groups)) : [];
    this.byGroup.set(pattern, found);
    return found;
  }
}

let stock: ReadonlyMap<number, KnownRule> | undefined;

function stockFacts(): ReadonlyMap<number, KnownRule> {
  stock ??= new Map(
    [...stockRules().values()].map((rule): [number, KnownRule] => [
      rule.id,
      { ...rule, groups: stockGroups(rule.id) ?? "" },
    ]),
  );
  return stock;
}
