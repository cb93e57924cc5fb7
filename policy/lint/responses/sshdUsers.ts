import { finding, type Finding } from "../../model/finding";
import type { Check } from "../check";
import { triggered } from "./triggered";

/** Are there attempts against sshd that a block-ip response never sees: strange user names, the other half of a brute force? */
export const sshdUsers: Check = ({ policy, rule }) =>
  triggered(policy).flatMap(({ response, path }): Finding[] => {
    if (response.kind !== "block-ip") return [];
    const sshd = response.rules.filter((id) => rule(id)?.sshd);
    if (sshd.length === 0) return [];
    return [
      finding(
        "note",
        "user-name-refused",
        `${path}.rules`,
        sshd.join(", "),
        "never trigger it for an attempt whose user name holds another character than a-z A-Z 0-9 . _ @ ? -; Wazuh drops the response with warning 1272 (CORP\\bob is one)",
        "let the log collector see to such attempts (fail2ban, MaxAuthTries), or watch for 1272 in ossec.log",
      ),
      ...half(response.rules, path, 5763, 5712, "users that do not exist"),
      ...half(response.rules, path, 5712, 5763, "users that exist"),
    ];
  });

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
      `is half of it: failed passwords of ${users} reach rule ${misses}`,
      `write both, [${[has, misses].join(", ")}]`,
    ),
  ];
}
