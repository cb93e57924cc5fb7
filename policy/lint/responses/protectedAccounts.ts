import { finding, type Finding } from "../../model/finding";
import type { Check, Run } from "../check";
import { allOfKind } from "./ofKind";

const run: Run = ({ policy, fleet }) =>
  allOfKind(policy, "disable-account").flatMap(({ response, path: at }): Finding[] => {
    const path = `${at}.protect`;
    const names = response.protect.flatMap((name, j) =>
      /^[A-Za-z_][A-Za-z0-9._-]{0,31}$/.test(name)
        ? []
        : [
            finding(
              "error",
              "account-name",
              `${path}[${j}]`,
              JSON.stringify(name),
              "is not a valid Linux account name, so it protects nobody",
              "write the account's name alone",
            ),
          ],
    );
    const unseen = finding(
      "note",
      "user-name-refused",
      `${at}.rules`,
      response.rules.join(", "),
      "never lock an account whose name contains a character other than a-z A-Z 0-9 . _ @ ? -; Wazuh drops the response with warning 1272 (CORP\\bob is one)",
      "lock such accounts where they are managed",
    );
    const spared = [...response.protect, ...(fleet.accounts ?? [])];
    if (spared.some((name) => name !== "root")) return [...names, unseen];
    return [
      ...names,
      unseen,
      finding(
        "warning",
        "nobody-protected",
        path,
        JSON.stringify(response.protect),
        "protects no account but root and the system's own: an attacker who fails to log in as your operators often enough locks them out",
        "write the accounts that operators and deployments use",
      ),
    ];
  });

/** Are the accounts that disable-account must spare names of accounts? */
export const protectedAccounts: Check = {
  codes: {
    "account-name": {
      severity: "error",
      alone: true,
      doc: {
        what: "An entry of `protect` is not a valid name of an account.",
        why: "It protects nobody.",
        example:
          'responses:\n  - { kind: disable-account, rules: [5763], timeout: 1h, protect: [ops, "bob smith"] }',
        instead: "Write the account's name alone.",
      },
    },
    "user-name-refused": {
      severity: "note",
      doc: {
        what: "Accounts with unusual characters in their name are never locked.",
        why: "Wazuh drops the response with warning 1272 where the name contains a character other than a-z A-Z 0-9 . _ @ ? -.",
        example:
          "responses:\n  - { kind: disable-account, rules: [5763], timeout: 1h, protect: [ops] }",
        instead: "Lock such accounts where they are managed.",
      },
    },
    "nobody-protected": {
      severity: "warning",
      alone: true,
      doc: {
        what: "`protect` spares no account but root.",
        why: "An attacker who fails to log in as your operators often enough locks them out.",
        example:
          "responses:\n  - { kind: disable-account, rules: [5763], timeout: 1h, protect: [] }",
        instead: "Write the accounts that operators and deployments use.",
      },
    },
  },
  run,
};
