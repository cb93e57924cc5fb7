import { formatDuration } from "../../model/duration";
import { finding, type Finding } from "../../model/finding";
import type { Check, Run, Subject } from "../check";
import type { RuleFacts } from "../ruleFacts";
import { triggered } from "./triggered";

const run: Run = (subject) =>
  triggered(subject.policy).flatMap(({ response, path }) => {
    const bound = response.rules.flatMap((id, j) => {
      const facts = subject.rule(id);
      return facts ? [{ facts, at: `${path}.rules[${j}]` }] : [];
    });
    return bound.flatMap(({ facts, at }) => [
      ...ignoreWindow(facts, at, subject),
      ...counting(facts, at),
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

/** What in the chosen rules delays a response, or swallows it? */
export const swallowed: Check = {
  codes: {
    "ignore-window": {
      severity: "warning",
      doc: {
        what: "A bound rule is silent for a while after it fired, and the stack keeps that.",
        why: "It is silent for every address and agent: an attacker can shield the others.",
        example:
          "ignoreWindow: keep\nresponses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h }",
        instead: "Remove `ignoreWindow: keep`, so that our rules file takes the window away.",
      },
    },
    "ignore-window-removed": {
      severity: "note",
      doc: {
        what: "Our rules file takes the ignore window of a bound rule away.",
        why: "With it the rule is silent for everybody after it fired; without it a long attack gives more alerts.",
        example: "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h }",
        instead: "Write `ignoreWindow: keep` to leave the stock rule alone.",
      },
    },
    "rule-counts": {
      severity: "note",
      doc: {
        what: "A bound rule fires only after several events.",
        why: "The first ones go through, a slower attack never triggers it, and a restart of the manager forgets the count.",
        example: "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h }",
        instead: "Nothing, if that is meant.",
      },
    },
  },
  needs: ["settings"],
  run,
};
