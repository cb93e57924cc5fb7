import { byAlertsOf } from "../../model/kinds/traitsOf";
import type { Policy } from "../../model/policy";
import { isTriggered } from "../../model/response";
import { ruleTree } from "../../provenance/ruleTree";
import { stockGroups } from "../../wazuh/stock/stockGroups";
import { stockParents } from "../../wazuh/stock/stockParents";
import { stockRule, stockRules } from "../../wazuh/stock/stockRules";
import { keyFields } from "../play/runners";
import { policyRules } from "../rules/ruleTree";
import { PROCESS_FIELDS } from "./readAlert";

/** Rules of a log-in that succeeded: of sshd, and of PAM. */
export const LOGINS: ReadonlySet<number> = new Set([5715, 5501]);

/** Which alerts matter to a policy; all others need not be read at all. */
export interface Wanted {
  readonly rules: ReadonlySet<number>;
  /** Least level of a rule that is not as in Wazuh's own rules, nor the policy's: its groups stand in its alert alone. */
  readonly othersFrom: number;
  /** Paths of fields below `data`. */
  readonly fields: readonly string[];
  /** Paths of those that may hold an address or a key, below `data` or `alert.`; srcip is always read. */
  readonly addresses: readonly string[];
}

const NEVER = 99;

/** Finds the rules that a policy's responses name, what those count, and what speaks of log-ins. */
export function wantedOf(policy: Policy): Wanted {
  const { bindings, counting, own, below } = policyRules(policy);
  const tree = ruleTree(policy);
  const wanted = new Set<number>(LOGINS);
  for (const { id, level } of stockRules().values())
    if (bindings({ id, level, groups: stockGroups(id) ?? "" }).length > 0) wanted.add(id);
  for (const response of policy.responses)
    if (isTriggered(response)) for (const id of response.rules) wanted.add(id);
  for (const { id, counted, countedGroup } of counting) {
    wanted.add(id);
    if (counted !== undefined) {
      wanted.add(counted);
      // Their events pass it, and are counted.
      for (const below of stockRules().keys())
        if (stockParents(below).ids.includes(counted)) wanted.add(below);
    }
    if (countedGroup !== undefined)
      for (const member of tree.members(countedGroup)) wanted.add(member);
  }
  for (const { id, ifSid, ifMatchedSid, ifGroup } of own) {
    for (const one of [id, ...ifSid, ...(ifMatchedSid === undefined ? [] : [ifMatchedSid])])
      wanted.add(one);
    for (const name of ifGroup?.split(/[|,]/) ?? [])
      for (const member of tree.members(name.trim())) wanted.add(member);
  }
  // A composite that is bound to nothing has taken events which others count.
  for (const { id } of stockRules().values()) {
    const { counts, countsGroup } = stockParents(id);
    const takes = (one: number): boolean => wanted.has(one) && below(one).length > 0;
    if (counts !== undefined && takes(counts)) wanted.add(id);
    if (countsGroup !== undefined && stockRule(id)?.counts && tree.members(countsGroup).some(takes))
      wanted.add(id);
  }
  const levels = policy.responses.flatMap((response) =>
    isTriggered(response) && (response.level !== undefined || response.groups?.length)
      ? [response.level ?? 1]
      : [],
  );
  return {
    rules: wanted,
    othersFrom: Math.min(NEVER, ...levels),
    fields: [
      ...new Set([
        ...PROCESS_FIELDS,
        ...policy.rules.flatMap(({ fields = [] }) => fields.map(({ name }) => name)),
      ]),
    ],
    addresses: [
      ...new Set([
        ...policy.responses
          .filter(isTriggered)
          .flatMap((response) => byAlertsOf(response).sourceFields?.(response) ?? []),
        ...keyFields(policy),
      ]),
    ],
  };
}

/** What several policies want together. */
export function together(all: readonly Wanted[]): Wanted {
  return {
    rules: new Set(all.flatMap(({ rules }) => [...rules])),
    othersFrom: Math.min(NEVER, ...all.map(({ othersFrom }) => othersFrom)),
    fields: [...new Set(all.flatMap(({ fields }) => fields))],
    addresses: [...new Set(all.flatMap(({ addresses }) => addresses))],
  };
}

/** True for an alert that has to be read. */
export function isWanted({ rules, othersFrom }: Wanted, rule: number, level: number): boolean {
  return rules.has(rule) || (level >= othersFrom && stockRule(rule)?.level !== level);
}
