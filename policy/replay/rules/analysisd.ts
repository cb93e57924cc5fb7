import type { Policy } from "../../model/policy";
import { stockGroups } from "../../wazuh/stock/stockGroups";
import { stockRule } from "../../wazuh/stock/stockRules";
import type { Alert } from "../alerts/alert";
import type { BoundRule } from "./bindings";
import { Counter, type Remembered } from "./counter";
import type { RuleNode } from "./ruleNode";
import { policyRules, type PolicyRules } from "./ruleTree";

/** The rule at which an alert ends under a policy. */
export interface Ended {
  readonly rule: BoundRule;
  /** Why a guard took it; undefined where none did. */
  readonly guarded?: string;
  /** A stock rule with an ignore window fired that the recording manager, or one with the window, would have kept silent. */
  readonly throughWindow?: true;
}

/**
 * The part of wazuh-analysisd that a policy changes, over alerts in the order of their times: which rule each ends at once our
 * rules are loaded. What the policy does not change stays as it was recorded.
 */
export class Analysisd {
  readonly rules: PolicyRules;
  private readonly counters = new Map<number, Counter>();
  private readonly ignoredSince = new Map<number, number>();
  /** The same for stock windows that our rules take away: what they would have swallowed. */
  private readonly stockWindows = new Map<number, number>();

  constructor(policy: Policy) {
    this.rules = policyRules(policy);
  }

  /** Takes the next alert. */
  end(alert: Alert): Ended {
    const base = this.rules.baseOf(alert);
    const event: Remembered = { time: Math.floor(alert.time / 1000), matched: 0 };
    const found = base === undefined ? undefined : this.match(base, alert, event);
    if (found?.node.guard !== undefined) return { rule: found.node, guarded: found.node.guard };
    // A composite that is counted anew and does not fire leaves its event to the rule that it counts.
    const recorded = this.rules.isAnew(alert.rule) ? (base ?? alert.rule) : alert.rule;
    const rule = found ? this.afterIgnore(found, event.time, alert) : ruleOf(alert, recorded);
    for (const node of this.rules.feeds(rule.id)) this.counter(node).add(alert, event);
    return {
      rule,
      ...(rule === found?.node && this.swallowed(rule.id, event.time) && { throughWindow: true }),
    };
  }

  private match(id: number, alert: Alert, event: Remembered): Match | undefined {
    for (const node of this.rules.below(id)) {
      if (!node.holds(alert)) continue;
      if (node.counts && !this.counter(node).matches(alert, event)) continue;
      if (node.guard !== undefined) return { node, parent: id };
      return this.match(node.id, alert, event) ?? { node, parent: id };
    }
    return undefined;
  }

  /** While a rule is silent its parent speaks instead (analysisd/analysisd.c:2139, v4.14.7). */
  private afterIgnore({ node, parent }: Match, now: number, alert: Alert): BoundRule {
    if (node.ignore === 0) return node;
    const since = this.ignoredSince.get(node.id);
    if (since === undefined || now - since >= node.ignore) {
      this.ignoredSince.set(node.id, now);
      return node;
    }
    return ruleOf(alert, parent);
  }

  private swallowed(id: number, now: number): boolean {
    const ignore = stockRule(id)?.ignore ?? 0;
    if (ignore === 0) return false;
    const since = this.stockWindows.get(id);
    if (since !== undefined && now - since < ignore) return true;
    this.stockWindows.set(id, now);
    return false;
  }

  private counter(node: RuleNode): Counter {
    let counter = this.counters.get(node.id);
    if (!counter) this.counters.set(node.id, (counter = new Counter(node)));
    return counter;
  }
}

interface Match {
  readonly node: RuleNode;
  readonly parent: number;
}

/** A rule with what is bound to it: a stock one by its facts, any other by what its alert says. */
const stockBound = new Map<number, BoundRule>();

function ruleOf(alert: Alert, id: number): BoundRule {
  const stock = stockRule(id);
  // Of another level: the manager overwrites it, and goes on doing so.
  if (stock && (alert.rule !== id || alert.level === stock.level)) {
    const known = stockBound.get(id);
    if (known) return known;
    const rule = { id, level: stock.level, groups: stockGroups(id) ?? "" };
    stockBound.set(id, rule);
    return rule;
  }
  return { id, level: alert.level, groups: alert.groups.map((name) => `${name},`).join("") };
}
