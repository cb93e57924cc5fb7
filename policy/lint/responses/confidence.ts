import { actsOn } from "../../model/kinds/traitsOf";
import { finding, type Finding } from "../../model/finding";
import type { Response } from "../../model/response";
import { selectedRules } from "../../provenance/selected";
import { stockGroups } from "../../wazuh/stock/stockGroups";
import type { Check, Run, Subject } from "../check";
import { doubtsOf, someOf, type Harm, type Sureness } from "../confidence";
import { OWN_EVENTS } from "./boundRules";
import { triggered, type TriggeredAt } from "./triggered";

/** Below it a level alone is said to be low. */
const LOW_LEVEL = 7;

const run: Run = (subject) =>
  triggered(subject.policy).flatMap(({ response, path }) => {
    const harm = harmOf(response);
    if (harm === undefined) return [];
    return [...byName(response, path, harm, subject), ...selected(response, path, harm, subject)];
  });

function harmOf(response: Response): Harm | undefined {
  if (actsOn(response, "address")) return "blocks";
  return actsOn(response, "account") ? "locks" : undefined;
}

/** What is known of a rule; undefined where its events never carry what the response needs, which is a finding of its own. */
function surenessOf(id: number, harm: Harm, { rule, policy }: Subject): Sureness | undefined {
  const facts = rule(id as Parameters<Subject["rule"]>[0]);
  if (!facts || (harm === "locks" ? facts.withoutUser : facts.withoutAddress)) return undefined;
  const own = policy.rules.find((one) => one.id === id);
  const groups = own ? (own.groups ?? []).join(",") : (stockGroups(id) ?? "");
  return { id, level: facts.level, counts: facts.counts !== undefined, groups };
}

function byName(
  { rules }: TriggeredAt["response"],
  path: string,
  harm: Harm,
  subject: Subject,
): Finding[] {
  return rules.flatMap((id, j) =>
    doubtsOf(
      [surenessOf(id, harm, subject)].flatMap((one) => one ?? []),
      harm,
    ).map(({ code, reason, instead }) =>
      finding("warning", code, `${path}.rules[${j}]`, id, reason, instead),
    ),
  );
}

/** Those that only the groups or the level choose, all of them in one finding each. */
function selected(
  response: TriggeredAt["response"],
  path: string,
  harm: Harm,
  subject: Subject,
): Finding[] {
  const { rules, groups, level } = response;
  // A level alone that is low is a finding of its own (level-low).
  if (!groups?.length && (level === undefined || level < LOW_LEVEL)) return [];
  const named = new Set<number>(rules);
  // A response that fires at its own events is an error of its own.
  if ([...selectedRules(response, subject.policy)].some((id) => OWN_EVENTS.has(id))) return [];
  const others = [...selectedRules(response, subject.policy)]
    .filter((id) => !named.has(id))
    .flatMap((id) => surenessOf(id, harm, subject) ?? []);
  const [key, value] = groups?.length ? ["groups", groups.join(", ")] : ["level", level ?? 0];
  return doubtsOf(others, harm).map(({ code, ids, reason, instead }) =>
    finding(
      "warning",
      code,
      `${path}.${key}`,
      value,
      `binds ${ids.length === 1 ? "rule" : "rules"} ${someOf(ids)}, which ${ids.length === 1 ? reason : reason.replace(/^fires/, "fire")}`,
      instead,
    ),
  );
}

/** Is what a response answers an attack, or may it be anybody? */
export const confidence: Check = {
  codes: {
    "low-confidence": {
      severity: "warning",
      alone: true,
      doc: {
        what: "A response that blocks an address or locks an account is bound to a rule of a low level that fires at a single event.",
        why: "One mistyped password or one odd request can be enough to be blocked; and whoever knows a name can have its account locked.",
        example: "responses:\n  - { kind: block-ip, rules: [5763, 5712, 5760], timeout: 1h }",
        instead: "Bind a rule that counts events (5763, 5712), or one of a higher level.",
      },
    },
    "login-answered": {
      severity: "warning",
      alone: true,
      doc: {
        what: "A response that blocks an address or locks an account is bound to a login that succeeded.",
        why: "Everybody who logs in is blocked or locked out.",
        example:
          "responses:\n  - { kind: block-ip, rules: [5763, 5712, 5720, 5551], timeout: 1h }\n  - { kind: disable-account, rules: [5715], timeout: 10m, protect: [admin] }",
        instead:
          "Bind a rule that counts failed logins, or one that says what is wrong with the login.",
      },
    },
  },
  needs: ["settings"],
  run,
};
