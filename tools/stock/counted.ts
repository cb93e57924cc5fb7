import { rangesBy } from "./ranges";
import { countsOf } from "./ruleset";
import type { Source } from "./source";

/** Elements that say nothing of which earlier events are counted. */
const APART =
  /^(?:if_sid|if_group|if_level|if_matched_sid|if_matched_group|description|mitre|group|info|options)$/;

/** counted.json, as policy/wazuh/stock/stockCounted.ts reads it. */
export function countedFacts({ version, rules }: Source): object {
  const conditions = new Map(
    rules.flatMap((rule): [number, string][] =>
      countsOf(rule).frequency === undefined
        ? []
        : [
            [
              rule.id,
              rule.node.children
                .filter(({ name }) => !APART.test(name))
                .map(({ name, content }) =>
                  /^(?:same|different|not_same)_field$/.test(name)
                    ? `${name}:${content.trim()}`
                    : name,
                )
                .join(" "),
            ],
          ],
    ),
  );
  return {
    source: `rules of Wazuh ${version} that count, derived: names of the conditions that each has beside what it counts, in front of their ids and ranges of the stock rules`,
    conditions: rangesBy(
      conditions,
      rules.map(({ id }) => id),
    ),
  };
}
