import { finding, type Finding } from "../../model/finding";
import { actsOn } from "../../model/kinds/traitsOf";
import type { TriggeredResponse } from "../../model/response";
import type { Check, Run } from "../check";
import { triggered } from "./triggered";

/** What counts wrong passwords: of users that exist, of others, by keyboard-interactive, and what PAM says. */
const COUNTS: readonly number[] = [5763, 5712, 5720, 5551];

const run: Run = ({ policy }) => {
  const all = triggered(policy).filter(({ response }) => actsOn(response, "address"));
  const bound = all.flatMap(({ response }) => [...response.rules]);
  const byGroup = all.some(({ response }) => bindsByGroup(response));
  return all.flatMap(({ response: { rules }, path }): Finding[] => [
    ...half(rules, path, 5763, 5712, "users that do not exist"),
    ...half(rules, path, 5712, 5763, "users that exist"),
    ...(byGroup ? [] : otherWays(rules, path, bound)),
  ]);
};

/** Whether it binds 5720 and 5551 with many others: both are of this group, and of level 10. */
function bindsByGroup({ groups = [], level }: TriggeredResponse): boolean {
  return groups.includes("authentication_failures") || (level !== undefined && level <= 10);
}

function half(
  rules: readonly number[],
  path: string,
  has: number,
  misses: number,
  users: string,
): Finding[] {
  if (!rules.includes(has) || rules.includes(misses)) return [];
  return [
    finding(
      "warning",
      "half-a-brute-force",
      `${path}.rules`,
      has,
      `covers only half: failed passwords of ${users} reach rule ${misses}`,
      `write both halves, ${wholeOf(rules)}`,
    ),
  ];
}

function otherWays(rules: readonly number[], path: string, bound: readonly number[]): Finding[] {
  const unseen = [
    { id: 5720, what: "keyboard-interactive attempts on users that exist reach 5720" },
    { id: 5551, what: "what PAM says of wrong passwords reaches 5551" },
  ].filter(({ id }) => !bound.includes(id));
  if (!rules.includes(5763) || unseen.length === 0) return [];
  return [
    finding(
      "note",
      "brute-force-unseen",
      `${path}.rules`,
      5763,
      `counts passwords that sshd asks for itself: ${unseen.map(({ what }) => what).join(", ")}, and never 5763`,
      `write ${wholeOf(rules)}`,
    ),
  ];
}

function wholeOf(rules: readonly number[]): string {
  return `[${[...new Set([...COUNTS, ...rules])].join(", ")}]`;
}

/**
 * Is a brute force against sshd seen in all its ways? What reaches which rule was tried with wazuh-analysisd of 4.14.7 and
 * lines of sshd 9.2: `error: PAM: Authentication failure for alice` is 5716, which 5720 counts; 5503, the line of pam_unix,
 * is what 5551 counts.
 */
export const bruteForce: Check = {
  codes: {
    "half-a-brute-force": {
      severity: "warning",
      doc: {
        what: "A response is bound to one of the rules 5763 and 5712.",
        why: "5763 counts failed passwords of users that exist, 5712 those of others; an attacker tries both.",
        example: "responses:\n  - { kind: block-ip, rules: [5763], timeout: 1h }",
        instead: "Write `[5763, 5712, 5720, 5551]`.",
      },
    },
    "brute-force-unseen": {
      severity: "note",
      doc: {
        what: "A response is bound to 5763, and no response to 5720 or 5551.",
        why: "Keyboard-interactive attempts reach 5720, and what PAM says of wrong passwords reaches 5551; none of them reaches 5763.",
        example: "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h }",
        instead: "Write `[5763, 5712, 5720, 5551]`.",
      },
    },
  },
  needs: ["responses"],
  run,
};
