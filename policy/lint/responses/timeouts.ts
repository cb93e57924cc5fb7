import { parseDuration } from "../../model/duration";
import { finding, type Finding } from "../../model/finding";
import { byAlertsOf, traitsOf } from "../../model/kinds/traitsOf";
import type { TriggeredResponse } from "../../model/response";
import type { Check, Run } from "../check";
import { triggered } from "./triggered";

const run: Run = ({ policy }) =>
  triggered(policy).flatMap(({ response, path }) =>
    one(response, `${path}.${"escalate" in response ? "escalate" : "timeout"}`),
  );

const NEVER = parseDuration(0);

function one(response: TriggeredResponse, path: string): Finding[] {
  if (!("timeout" in response)) return [];
  const steps = ("escalate" in response ? response.escalate : undefined) ?? [response.timeout];
  if (!steps.includes(NEVER)) return [];
  const { does, timed } = byAlertsOf(response);
  const { target } = traitsOf(response);
  const after = steps.length > 1 ? ", from the last step on" : "";
  const what = target === "anything" ? "is never undone" : `${does} each ${target} for ever`;
  return [
    finding(
      "warning",
      "timeout-0",
      path,
      0,
      `${what}${after}: only an operator lifts it, and a wrong one stays as well`,
      timed === "optional"
        ? "leave timeout out for a stateless script, or write a duration"
        : "write a duration, such as 1h",
    ),
  ];
}

/** Does a timeout end? That Wazuh can count it, its type says. */
export const timeouts: Check = {
  codes: {
    "timeout-0": {
      severity: "warning",
      doc: {
        what: "The timeout of a response is 0.",
        why: "What it does stays for ever: only an operator lifts it, even a wrong one.",
        example:
          "responses:\n  - { kind: disable-account, rules: [5763], timeout: 0, protect: [ops] }",
        instead: "Write a duration, such as `1h`; for a stateless script leave `timeout` out.",
      },
    },
  },
  run,
};
