import { ofKind } from "../model/kinds/traitsOf";
import type { Policy } from "../model/policy";
import type { KillProcess } from "../model/response";
import { parseRuleId } from "../model/ruleId";
import { element, type Element } from "./element";

/** Id of the rule that kill-process is bound to where the policy does not define it itself. */
export const KILL_RULE = parseRuleId(100_050);

/** The responses whose rule is made from their process lists. */
export function killsByOurRule(policy: Policy): readonly KillProcess[] {
  if (policy.rules.some(({ id }) => id === KILL_RULE)) return [];
  return ofKind(policy.responses, "kill-process").filter(({ rules }) => rules.includes(KILL_RULE));
}

/** Pattern of the executable files (`audit.exe`) that a process list stands for; names match in every folder. */
export function killPattern(processes: readonly string[]): string {
  const listed = [...new Set(processes)];
  const names = listed.filter((name) => !name.startsWith("/")).map(escape);
  const whole = listed.filter((name) => name.startsWith("/")).map(escape);
  const byName = names.length > 0 ? [`(?:.*/)?(?:${names.join("|")})`] : [];
  return `^(?:${[...byName, ...whole].join("|")})$`;
}

/** The rule, if a response wants it: an execve seen by auditd, of a file that is on a list. */
export function killRules(policy: Policy): Element[] {
  const processes = killsByOurRule(policy).flatMap((response) => response.processes);
  if (processes.length === 0) return [];
  return [
    element(
      "rule",
      [
        element("if_sid", "80792"),
        element("field", killPattern(processes), { name: "audit.exe", type: "pcre2" }),
        element("description", "A program of the kill list runs: $(audit.exe)."),
        element("group", "malicious_process,"),
      ],
      { id: String(KILL_RULE), level: "12" },
    ),
  ];
}

function escape(name: string): string {
  return name.replace(/[.+*?^$()[\]{}|\\]/g, "\\$&");
}
