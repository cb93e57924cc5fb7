import type { Policy } from "../../model/policy";
import { ruleTree as treeOf } from "../../provenance/ruleTree";
import { stockGroups } from "../../wazuh/stock/stockGroups";
import { stockParents } from "../../wazuh/stock/stockParents";
import { stockRule, stockRules } from "../../wazuh/stock/stockRules";
import type { Alert } from "../alerts/alert";
import { baseOf } from "./baseOf";
import { bindingsOf, type Bindings } from "./bindings";
import { countingNodes, type CountingNode } from "./countingNodes";
import { guardNodes } from "./guards";
import { ownNodes, type OwnNode } from "./ownNodes";
import { inOrder, type RuleNode } from "./ruleNode";

/** The rules of a policy as they lie over those that wrote the alerts. */
export interface PolicyRules {
  readonly bindings: Bindings;
  /** Stock rules that are counted anew. */
  readonly counting: readonly CountingNode[];
  readonly own: readonly OwnNode[];
  readonly isOwn: (id: number) => boolean;
  /** What may take an alert of a rule, in the order in which wazuh-analysisd asks. */
  readonly below: (id: number) => readonly RuleNode[];
  /** Counting rules that an event which ended at a rule is remembered for. */
  readonly feeds: (id: number) => readonly RuleNode[];
  /** The rule that the alert's event would have without any composite; undefined where that cannot be told. */
  readonly baseOf: (alert: Alert) => number | undefined;
  /** True for a rule that is counted anew, so that a recorded firing of it says nothing. */
  readonly isAnew: (id: number) => boolean;
}

const made = new WeakMap<Policy, PolicyRules>();

/** Puts the rules of a policy together; it takes a while, and is done once. */
export function policyRules(policy: Policy): PolicyRules {
  let rules = made.get(policy);
  if (!rules) made.set(policy, (rules = rulesOf(policy)));
  return rules;
}

function rulesOf(policy: Policy): PolicyRules {
  const bindings = bindingsOf(policy);
  const own = ownNodes(policy);
  const ownIds = new Set(own.map(({ id }) => id));
  const boundStock = (id: number): boolean => {
    const groups = stockGroups(id) ?? "";
    return (
      bindings({ id, level: stockRule(id)?.level ?? 0, groups }).length > 0 ||
      own.some(({ ifSid, ifMatchedSid }) => ifSid.includes(id) || ifMatchedSid === id)
    );
  };
  const counting = countingNodes(policy, boundStock);
  const guards = guardNodes(policy);
  const tree = treeOf(policy);
  const members = memo((group: string) => new Set(tree.members(group)));
  const bySid = new Set([
    ...[...stockRules().keys()].flatMap((id) => stockParents(id).counts ?? []),
    ...own.flatMap(({ ifMatchedSid }) => ifMatchedSid ?? []),
  ]);
  const counts = (node: RuleNode, id: number): boolean => {
    const { counted, countedGroup } = node as CountingNode;
    const matched = (node as OwnNode).ifMatchedSid;
    if (counted === id || matched === id) return true;
    return countedGroup !== undefined && members(countedGroup).has(id);
  };
  const ownCounting = own.filter((node) => node.counts !== undefined);
  const below = memo((id: number): readonly RuleNode[] =>
    inOrder([
      ...(guards.get(id) ?? []),
      // An event passes the rules above its own, where what counts those is asked first: a failed password passes 5716, and so 5720.
      ...counting.filter(
        ({ counted, level }) =>
          counted !== undefined &&
          stockParents(id).ids.includes(counted) &&
          level > (stockRule(id)?.level ?? 0),
      ),
      ...counting.filter((node) => counts(node, id)),
      ...own.filter(
        ({ id: itself, ifSid, ifMatchedSid, ifGroup }) =>
          itself !== id &&
          (ifSid.includes(id) ||
            ifMatchedSid === id ||
            (ifGroup !== undefined &&
              ifGroup.split(/[|,]/).some((one) => members(one.trim()).has(id)))),
      ),
    ]),
  );
  const feeds = memo((id: number): readonly RuleNode[] =>
    // A rule that is counted by its id is not counted by its groups (analysisd/analysisd.c:2207, v4.14.7).
    [...counting, ...ownCounting].filter(
      (node) =>
        counts(node, id) && ((node as CountingNode).countedGroup === undefined || !bySid.has(id)),
    ),
  );
  const anew = new Map<number, Partial<OwnNode>>(
    [...counting, ...ownCounting].map((node) => [node.id, node]),
  );
  return {
    bindings,
    counting,
    own,
    isOwn: (id) => ownIds.has(id),
    below,
    feeds,
    baseOf: (alert) => baseOf(alert, anew.get(alert.rule)?.ifMatchedSid, members),
    isAnew: (id) => anew.has(id),
  };
}

function memo<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = make(key);
      known.set(key, value);
    }
    return value;
  };
}
