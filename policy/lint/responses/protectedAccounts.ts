import { finding, type Finding } from "../../model/finding";
import type { Check } from "../check";

/** Are the accounts that disable-account must spare names of accounts? */
export const protectedAccounts: Check = ({ policy, fleet }) =>
  policy.responses.flatMap((response, i): Finding[] => {
    if (response.kind !== "disable-account") return [];
    const path = `responses[${i}].protect`;
    const names = response.protect.flatMap((name, j) =>
      /^[A-Za-z_][A-Za-z0-9._-]{0,31}$/.test(name)
        ? []
        : [
            finding(
              "error",
              "account-name",
              `${path}[${j}]`,
              JSON.stringify(name),
              "is no name that an account on Linux can have, so that it protects nobody",
              "write the account's name alone",
            ),
          ],
    );
    const unseen = finding(
      "note",
      "user-name-refused",
      `responses[${i}].rules`,
      response.rules.join(", "),
      "never lock an account whose name holds another character than a-z A-Z 0-9 . _ @ ? -; Wazuh drops the response with warning 1272 (CORP\\bob is one)",
      "lock such accounts where they are kept",
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
