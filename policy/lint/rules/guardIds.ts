import { finding, type Finding } from "../../model/finding";
import { firstGuard, GUARD_IDS } from "../../provenance/guards";
import type { Check } from "../check";

/** Are the ids of our guard rules free? */
export const guardIds: Check = ({ policy }) => {
  const first = firstGuard(policy);
  const last = first + GUARD_IDS - 1;
  const taken = (id: number, path: string): Finding[] =>
    id < first || id > last
      ? []
      : [
          finding(
            "error",
            "guard-ids",
            path,
            id,
            `is one of ${first} to ${last}, which our guard rules take; the first of two equal ids wins, silently`,
            "give it another id, or write another provenance.firstRule",
          ),
        ];
  return [
    ...policy.rules.flatMap(({ id }, i) => taken(id, `rules[${i}].id`)),
    ...(policy.managerRules ?? []).flatMap((id, i) => taken(id, `managerRules[${i}]`)),
  ];
};
