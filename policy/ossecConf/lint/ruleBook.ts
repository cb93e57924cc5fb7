import type { ReadBlock } from "../../wazuh/read/activeResponse";
import { compileOsRegex } from "../../wazuh/osRegex";
import { stockGroups } from "../../wazuh/stock/stockGroups";
import { stockRules } from "../../wazuh/stock/stockRules";
import { ruleSince } from "../../wazuh/stock/stockSince";
import { WAZUH_VERSION } from "../../wazuh/version";
import { lacks, versionText, type WazuhVersion } from "../../wazuh/versions/wazuhVersion";
import type { KnownRule } from "./context";

/** All rules that are known: those of etc/rules where they were given, and the stock ones. */
export class RuleBook {
  private readonly rules: ReadonlyMap<number, KnownRule>;
  private readonly byGroup = new Map<string, readonly KnownRule[]>();

  private readonly own: ReadonlyMap<number, KnownRule>;

  /** Wazuh whose stock rules these are, as text. */
  readonly wazuh: string;

  /** @param version of the manager. @default the newest that is known */
  constructor(own: ReadonlyMap<number, KnownRule> = new Map(), version?: WazuhVersion) {
    this.own = own;
    this.wazuh = version ? versionText(version) : WAZUH_VERSION;
    const stock = version ? stockOf(version) : stockFacts();
    this.rules = own.size === 0 ? stock : new Map([...stock, ...own]);
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

function stockOf(version: WazuhVersion): ReadonlyMap<number, KnownRule> {
  return new Map([...stockFacts()].filter(([id]) => !lacks(version, ruleSince(id))));
}
