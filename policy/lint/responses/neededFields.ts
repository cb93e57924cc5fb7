import { keysOf, protocolOf } from "../../model/customScript";
import { CUSTOM } from "../../model/keys/custom";
import { finding, type Finding } from "../../model/finding";
import type { TriggeredResponse } from "../../model/response";
import type { RuleFacts } from "../ruleFacts";
import type { Check, Run } from "../check";
import { triggered } from "./triggered";

const run: Run = ({ policy, rule }) =>
  triggered(policy).flatMap(({ response, path }) =>
    response.rules.flatMap((id, j): Finding[] => {
      const facts = rule(id);
      return facts ? judge(response, facts, `${path}.rules[${j}]`) : [];
    }),
  );

function judge(response: TriggeredResponse, facts: RuleFacts, path: string): Finding[] {
  const { kind } = response;
  const never = (what: string, instead: string): Finding[] => [
    finding(
      "error",
      "field-never-there",
      path,
      facts.id,
      `is a rule whose events never carry ${what}, which ${kind} needs; it would do nothing`,
      instead,
    ),
  ];
  const perhaps = (what: string): Finding[] => [
    finding(
      "warning",
      "field-perhaps-there",
      path,
      facts.id,
      `is a rule of JSON events: they carry ${what} only where the document itself has that key at its top`,
      "look at one such alert, and bind another rule where the key is missing",
    ),
  ];
  switch (kind) {
    case "block-ip":
      if (facts.withoutAddress)
        return never(
          "a source address (srcip)",
          "bind a rule of events that name the attacker's address",
        );
      return facts.json ? perhaps("srcip") : [];
    case "disable-account":
      if (facts.withoutUser)
        return never("a user (dstuser)", "bind a rule of events that name the account");
      return facts.json ? perhaps("dstuser") : [];
    case "kill-process":
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
    case "custom":
      return facts.withoutAddress && wantsSourceAlone(response)
        ? never("a source address (srcip)", "name the field that they do carry under field or key")
        : [];
    default:
      return kind satisfies never;
  }
}

/** Does the runner refuse an alert without srcip? It asks for the address, or, with a timeout, for a key. */
function wantsSourceAlone(response: TriggeredResponse): boolean {
  if (response.kind !== "custom" || protocolOf(response) === "own") return false;
  const { field, timeout = 0 } = response;
  const wanted = [...(field ? [field] : []), ...(timeout > 0 ? [keysOf(response)] : [])];
  return wanted.some((names) => names.every((name) => name === CUSTOM.key));
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
