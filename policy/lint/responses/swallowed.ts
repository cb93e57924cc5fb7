import { formatDuration } from "../../model/duration";
import { finding, type Finding } from "../../model/finding";
import { actsOn } from "../../model/kinds/traitsOf";
import type { TriggeredResponse } from "../../model/response";
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
      ...single(facts, at, response),
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
        "remove ignoreWindow: keep, so that our rules file removes the window",
      ),
    ];
  }
  return [
    finding(
      "note",
      "ignore-window-removed",
      path,
      facts.id,
      `${silent}: our rules file overwrites it without that window, so a long attack gives more alerts`,
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
      `fires once ${events} events came within ${formatDuration(seconds)}: the first ${events - 1} go through, a slower attack never triggers it, and a restart of the manager resets the count`,
      "nothing, if that is intended",
    ),
  ];
}

function single(facts: RuleFacts, path: string, response: TriggeredResponse): Finding[] {
  if (!actsOn(response, "address") || facts.counts || facts.level >= 8) return [];
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
        instead: "Remove `ignoreWindow: keep`, so that our rules file removes the window.",
      },
    },
    "ignore-window-removed": {
      severity: "note",
      doc: {
        what: "Our rules file removes the ignore window of a bound rule.",
        why: "With it the rule is silent for everybody after it fired; without it a long attack gives more alerts.",
        example: "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h }",
        instead: "Write `ignoreWindow: keep` to leave the stock rule alone.",
      },
    },
    "rule-counts": {
      severity: "note",
      doc: {
        what: "A bound rule fires only after several events.",
        why: "The first ones go through, a slower attack never triggers it, and a restart of the manager resets the count.",
        example: "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h }",
        instead: "Nothing, if that is intended.",
      },
    },
    "low-confidence": {
      severity: "warning",
      alone: true,
      doc: {
        what: "A `block-ip` response is bound to a rule of a low level that fires at a single event.",
        why: "One mistyped password or one odd request can be enough to be blocked.",
        example: "responses:\n  - { kind: block-ip, rules: [5763, 5712, 5760], timeout: 1h }",
        instead: "Bind a rule that counts events (5763, 5712), or one of a higher level.",
      },
    },
  },
  needs: ["settings"],
  run,
};
