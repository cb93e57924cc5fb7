import type { Policy } from "../model/policy";
import { firstGuard, guardsOf, type GuardRule } from "../provenance/guards";
import { element, type Element } from "./element";

/** Group of the alerts of lines that prove no address. */
export const UNPROVEN_GROUP = "unproven_address";

/**
 * Rules that take away what proves no address before any rule sees it that a response is bound to, or that one of those counts.
 * Level 0 is asked before every other child of a rule (_OS_AddRule, rules_list.c); the last of them makes an alert of
 * what was taken, which triggers nothing.
 */
export function guardRules(policy: Policy): Element[] {
  const guards = guardsOf(policy);
  if (guards.length === 0) return [];
  const report = element(
    "rule",
    [
      element("if_sid", guards.map(({ id }) => id).join(",")),
      element("description", "The log line does not prove its address; no response."),
    ],
    { id: String(firstGuard(policy)), level: "3" },
  );
  return [
    element("group", [...guards.map(guardRule), report], {
      name: `active_response_policy,${UNPROVEN_GROUP},`,
    }),
  ];
}

function guardRule({ id, daemon, of, but }: GuardRule): Element {
  return element(
    "rule",
    [
      element("if_sid", of.join(",")),
      what(but),
      element("description", `${daemon.name}: ${why(but)}.`),
    ],
    { id: String(id), level: "0" },
  );
}

function what(but: GuardRule["but"]): Element {
  if ("raw" in but) return element("location", but.raw, { type: "pcre2" });
  return "place" in but
    ? element("location", but.place, { type: "pcre2", negate: "yes" })
    : element("regex", `^(?:${but.lines.map(({ pcre2 }) => pcre2).join("|")})$`, {
        type: "pcre2",
        negate: "yes",
      });
}

function why(but: GuardRule["but"]): string {
  if ("raw" in but) return "a line from a file into which clients write whole lines";
  return "place" in but
    ? "a line from a file where it does not log"
    : "not a line that proves its address";
}
