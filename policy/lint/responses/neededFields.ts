import { finding, type Finding } from "../../model/finding";
import { byAlertsOf, traitsOf } from "../../model/kinds/traitsOf";
import type { TriggeredResponse } from "../../model/response";
import type { Policy } from "../../model/policy";
import type { RuleId } from "../../model/ruleId";
import { isFieldName } from "../../model/fieldName";
import { carries } from "../carriedFields";
import type { RuleFacts } from "../ruleFacts";
import type { Check, Run } from "../check";
import { isStock, ofWindows } from "./windowsAddress";
import { triggered } from "./triggered";

const run: Run = ({ policy, rule }) =>
  triggered(policy).flatMap(({ response, path }) =>
    response.rules.flatMap((id, j): Finding[] => {
      const elsewhere = otherFields(response);
      if (elsewhere) return anyOf(elsewhere, id, `${path}.rules[${j}]`, policy);
      // The stock executables look for an address in such events; it is another check that says what that means.
      if (isStock(response) && ofWindows(id, policy)) return [];
      const facts = rule(id);
      return facts ? judge(response, facts, `${path}.rules[${j}]`) : [];
    }),
  );

/** The fields of an address, where they are not srcip alone. */
function otherFields(response: TriggeredResponse): readonly string[] | undefined {
  const fields = byAlertsOf(response).sourceFields?.(response) ?? [];
  return fields.some((name) => name !== "srcip") ? fields : undefined;
}

function anyOf(fields: readonly string[], id: RuleId, path: string, policy: Policy): Finding[] {
  const perhaps = (name: string): boolean =>
    !isFieldName(name) || carries(id, name, policy) !== "never";
  if (fields.some(perhaps)) return [];
  return [
    finding(
      "error",
      "field-never-there",
      path,
      id,
      `is a rule whose events never carry ${fields.join(", ")}, from which the address would be taken; it would do nothing`,
      "name a field under field that its decoders give, or bind another rule",
    ),
  ];
}

function judge(response: TriggeredResponse, facts: RuleFacts, path: string): Finding[] {
  const { target } = traitsOf(response);
  const never = (what: string, instead: string): Finding[] => [
    finding(
      "error",
      "field-never-there",
      path,
      facts.id,
      `is a rule whose events never carry ${what}, which ${response.kind} needs; it would do nothing`,
      instead,
    ),
  ];
  const perhaps = (what: string): Finding[] => [
    finding(
      "warning",
      "field-perhaps-there",
      path,
      facts.id,
      `is a rule of JSON events: they carry ${what} only where the document itself has that key at its top level`,
      "look at one such alert, and bind another rule where the key is missing",
    ),
  ];
  switch (target) {
    case "address":
      if (facts.withoutAddress)
        return never(
          "a source address (srcip)",
          "bind a rule of events that name the attacker's address",
        );
      return facts.json ? perhaps("srcip") : [];
    case "account":
      if (facts.withoutUser)
        return never("a user (dstuser)", "bind a rule of events that name the account");
      return facts.json ? perhaps("dstuser") : [];
    case "process":
      if (facts.audit) return [];
      if (facts.json) {
        return [
          finding(
            "note",
            "field-perhaps-there",
            path,
            facts.id,
            "is a rule of JSON events: the process is taken from the key process.name",
            "look at one such alert for that key",
          ),
        ];
      }
      return facts.own && !facts.withoutAddress
        ? []
        : never(
            "a process (audit.exe, process.name)",
            "bind 100050, or a rule under an audit rule (80700 to 80793)",
          );
    case "anything":
      return facts.withoutAddress && byAlertsOf(response).wantsSource?.(response)
        ? never("a source address (srcip)", "name the field that they do carry under field or key")
        : [];
    case "host":
      return [];
    default:
      return target satisfies never;
  }
}

/** Do the events of a bound rule carry what the response needs: an address, a user, a process? */
export const neededFields: Check = {
  codes: {
    "field-never-there": {
      severity: "error",
      alone: true,
      doc: {
        what: "The events of a bound rule never carry what the response needs: an address, a user, a process.",
        why: "The script would get an alert without it and do nothing.",
        example: "responses:\n  - { kind: block-ip, rules: [5763, 5712, 550], timeout: 1h }",
        instead: "Bind a rule of events that name the address, the account or the process.",
      },
    },
    "field-perhaps-there": {
      severity: ["warning", "note"],
      doc: {
        what: "A bound rule is of JSON events, which carry a key only where the document has it.",
        why: "The response does nothing for events without the key.",
        example:
          "responses:\n  - { kind: kill-process, rules: [100050, 87105], processes: [xmrig] }",
        instead: "Look at one such alert, and bind another rule where the key is missing.",
      },
    },
  },
  run,
};
