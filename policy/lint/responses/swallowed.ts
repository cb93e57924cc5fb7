import { formatDuration } from "../../model/duration";
import { finding, type Finding } from "../../model/finding";
import type { Check, Subject } from "../check";
import type { RuleFacts } from "../ruleFacts";
import { triggered } from "./triggered";

/** What in the chosen rules delays a response, or swallows it? */
export const swallowed: Check = (subject) =>
  triggered(subject.policy).flatMap(({ response, path }) => {
    const bound = response.rules.flatMap((id, j) => {
      const facts = subject.rule(id);
      return facts ? [{ facts, at: `${path}.rules[${j}]` }] : [];
    });
    return bound.flatMap(({ facts, at }) => [
      ...ignoreWindow(facts, at, subject),
      ...counting(facts, at),
      ...single(facts, at, response.kind),
    ]);
  });

function ignoreWindow(facts: RuleFacts, path: string, { policy }: Subject): Finding[] {
  if (facts.ignore === 0) return [];
  const window = formatDuration(facts.ignore);
  const silent = `stays silent for ${window} after it fired, for every other address and agent, even if the first was white-listed`;
  if (policy.ignoreWindow === "keep") {
    return [
      finding(
        "warning",
        "ignore-window",
        path,
        facts.id,
        `${silent}; the fleet blocks at most one address in ${window}, and an attacker can shield the rest`,
        "remove ignoreWindow: keep, so that our rules file takes the window away",
      ),
    ];
  }
  return [
    finding(
      "note",
      "ignore-window-removed",
      path,
      facts.id,
      `${silent}: our rules file overwrites it without that window, so that a long attack gives more alerts`,
      "write ignoreWindow: keep to leave the stock rule alone",
    ),
  ];
}

function counting(facts: RuleFacts, path: string): Finding[] {
  if (!facts.counts) return [];
  const { events, seconds } = facts.counts;
  return [
    finding(
      "note",
      "rule-counts",
      path,
      facts.id,
      `fires once ${events} events came within ${formatDuration(seconds)}: the first ${events - 1} go through, a slower attack never triggers it, and a restart of the manager forgets the count`,
      "nothing, if that is meant",
    ),
  ];
}

function single(facts: RuleFacts, path: string, kind: string): Finding[] {
  if (kind !== "block-ip" || facts.counts || facts.level >= 8) return [];
  if (facts.level === 0 || facts.withoutAddress) return []; // it never blocks: a finding of its own
  return [
    finding(
      "warning",
      "low-confidence",
      path,
      facts.id,
      `fires at a single event of level ${facts.level}: one mistyped password or one odd request can be enough to be blocked`,
      "bind a rule that counts events (5763, 5712), or one of a higher level",
    ),
  ];
}
