import { finding, type Finding } from "../../model/finding";
import { actsOn } from "../../model/kinds/traitsOf";
import type { Check, Run } from "../check";
import { triggered } from "./triggered";

/** Rules of users that do not exist: one attempt, and their count. */
const UNKNOWN_USERS: readonly number[] = [5710, 5712];

const run: Run = ({ policy, rule }) =>
  triggered(policy).flatMap(({ response, path }): Finding[] => {
    if (!actsOn(response, "address")) return [];
    const sshd = response.rules.filter((id) => rule(id)?.sshd && !UNKNOWN_USERS.includes(id));
    if (sshd.length === 0) return [];
    return [
      finding(
        "note",
        "user-name-refused",
        `${path}.rules`,
        sshd.join(", "),
        "cannot block for attempts on a user that exists and whose name contains a character other than a-z A-Z 0-9 . _ @ ? - (CORP\\bob is one): Wazuh drops the response with warning 1272, and no rule gets around it; attempts on users that do not exist reach 5712 and are blocked, strange characters or not (only an empty name leaves no address to block)",
        "limit such users in sshd itself (keys instead of passwords, MaxAuthTries, fail2ban), or watch for 1272 in the manager's ossec.log",
      ),
    ];
  });

/**
 * Which attempts against sshd does a block-ip response never see, for the name of the user? analysisd looks at dstuser alone
 * (analysisd/analysisd.c:2190, v4.14.7); its decoders give a user that does not exist as srcuser, and no line about one that
 * exists has an address without the name. Tried with lines of sshd 9.2 (passwords, keyboard-interactive, PAM, and how a connection
 * ends): each with a srcip had the dstuser, too. Of a user without a name, `Invalid user  from ...`, it takes no address.
 */
export const sshdUsers: Check = {
  codes: {
    "user-name-refused": {
      severity: "note",
      doc: {
        what: "Attempts on users of sshd with unusual characters in their name never block.",
        why: "Wazuh drops the response with warning 1272 where the name of an existing user contains a character other than a-z A-Z 0-9 . _ @ ? -, and no rule gets around it.",
        example: "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h }",
        instead:
          "Limit such users in sshd itself (keys, MaxAuthTries), or watch for 1272 in the manager's ossec.log.",
      },
    },
  },
  run,
};
