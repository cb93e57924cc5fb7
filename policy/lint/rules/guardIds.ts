import { finding, type Finding } from "../../model/finding";
import { firstGuard, GUARD_IDS } from "../../provenance/guards";
import type { Check, Run } from "../check";

const run: Run = ({ policy }) => {
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
            `is one of ${first} to ${last}, which our guard rules use; the first of two equal ids wins, silently`,
            "give it another id, or write another provenance.firstRule",
          ),
        ];
  return [
    ...policy.rules.flatMap(({ id }, i) => taken(id, `rules[${i}].id`)),
    ...(policy.managerRules ?? []).flatMap((id, i) => taken(id, `managerRules[${i}]`)),
  ];
};

/** Are the ids of our guard rules free? */
export const guardIds: Check = {
  codes: {
    "guard-ids": {
      severity: "error",
      doc: {
        what: "A rule has an id that our guard rules use.",
        why: "The guard rules prove whose address a line names; of two equal ids the first wins, silently.",
        example:
          "rules:\n  - { id: 119000, level: 10, description: mine, ifSid: [5700], match: mine }",
        instead: "Give the rule another id, or write another `provenance.firstRule`.",
      },
    },
  },
  needs: ["settings"],
  run,
};
