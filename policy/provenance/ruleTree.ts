import type { Policy } from "../model/policy";
import { KILL_RULE } from "../render/killRule";
import { stockMembers, stockParents, type RuleParents } from "../wazuh/stock/stockParents";

/** How the rules of a policy and the stock rules stand above each other. */
export interface RuleTree {
  readonly isOwn: (id: number) => boolean;
  readonly parents: (id: number) => RuleParents;
  /** Rules, stock and own, that have a group. */
  readonly members: (group: string) => readonly number[];
}

/** The tree of a policy's own rules below the stock rules. */
export function ruleTree(policy: Pick<Policy, "rules">): RuleTree {
  // The first of two equal ids wins.
  const own = new Map(
    [...policy.rules].reverse().map((rule) => [rule.id as number, rule] as const),
  );
  return {
    isOwn: (id) => own.has(id),
    parents: (id) => {
      const rule = own.get(id);
      if (!rule) return id === KILL_RULE ? { ids: [80_792] } : stockParents(id);
      return {
        ids: rule.ifSid ?? [],
        ...(rule.ifGroup !== undefined && { group: rule.ifGroup }),
        ...(rule.ifMatchedSid !== undefined && { counts: rule.ifMatchedSid }),
      };
    },
    members: (group) => [
      ...stockMembers(group),
      ...[...own.values()]
        .filter(({ groups }) =>
          groups?.some((one) => one.toLowerCase().includes(group.toLowerCase())),
        )
        .map(({ id }) => id),
    ],
  };
}
