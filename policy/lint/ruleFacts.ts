import type { Part } from "../model/part";
import type { Policy } from "../model/policy";
import type { CustomRule } from "../model/rule";
import type { RuleId } from "../model/ruleId";
import { KILL_RULE, killsByOurRule } from "../render/killRule";
import { stockRule, type StockRule } from "../wazuh/stock/stockRules";

/** What a check must know of a rule: a stock rule, or a rule of the policy with what it inherits from its parents. */
export interface RuleFacts extends StockRule {
  /** Given by the policy, or made from its process lists. */
  readonly own: boolean;
}

/**
 * Gives the facts of a rule by its id; undefined for a rule that neither the stock ruleset nor the policy has.
 * @param lacks parts of which something is not here: a rule that may be among it is taken for one of which nothing is known.
 *   @default all is here
 */
export function ruleFacts(
  policy: Policy,
  lacks: ReadonlySet<Part> = new Set(),
): (id: number) => RuleFacts | undefined {
  // The first of two equal ids wins.
  const own = new Map<number, CustomRule>(
    [...policy.rules].reverse().map((rule) => [rule.id, rule]),
  );
  const made = killsByOurRule(policy).length > 0;
  const known = new Map<number, RuleFacts | undefined>();
  const look = (id: number): RuleFacts | undefined => {
    if (known.has(id)) return known.get(id);
    known.set(id, undefined); // ends a circle of parents
    const facts = find(id);
    known.set(id, facts);
    return facts;
  };
  const find = (id: number): RuleFacts | undefined => {
    const rule = own.get(id);
    if (rule) return ofCustomRule(rule, parentsOf(rule).map(look));
    if (id === KILL_RULE && (lacks.has("rules") || (lacks.has("responses") && !made)))
      return ofManagerRule(id);
    if (id === KILL_RULE && made) {
      const parent = stockRule(80_792);
      return parent && { ...parent, id, level: 12, ignore: 0, noAr: false, own: true };
    }
    if (policy.managerRules?.some((one) => one === id)) return ofManagerRule(id);
    const stock = stockRule(id);
    if (stock) return { ...stock, own: false };
    return lacks.has("rules") || lacks.has("managerRules") ? ofManagerRule(id) : undefined;
  };
  return look;
}

/** Ids of the rules that a rule is under. */
export function parentsOf(rule: CustomRule): readonly RuleId[] {
  return [...(rule.ifSid ?? []), ...(rule.ifMatchedSid === undefined ? [] : [rule.ifMatchedSid])];
}

// A rule that only the manager has may be of any level, and its events may carry anything.
function ofManagerRule(id: number): RuleFacts {
  const carries = { withoutAddress: false, withoutUser: false, json: false, sshd: false };
  return { id, level: 16, ignore: 0, noAr: false, ...carries, audit: false, own: true };
}

// What a rule's events carry is what the events of all its parents carry; an unknown parent may carry anything.
function ofCustomRule(rule: CustomRule, parents: readonly (RuleFacts | undefined)[]): RuleFacts {
  const all = (has: (parent: RuleFacts) => boolean): boolean =>
    rule.ifGroup === undefined &&
    parents.length > 0 &&
    parents.every((parent) => parent !== undefined && has(parent));
  return {
    id: rule.id,
    level: rule.level,
    ignore: 0,
    noAr: false,
    withoutAddress: all((parent) => parent.withoutAddress),
    withoutUser: all((parent) => parent.withoutUser),
    json: all((parent) => parent.json),
    sshd: all((parent) => parent.sshd),
    audit: all((parent) => parent.audit),
    ...(rule.frequency !== undefined && {
      counts: { events: rule.frequency, seconds: rule.timeframe ?? 0 },
    }),
    own: true,
  };
}
