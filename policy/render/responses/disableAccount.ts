import { BIN, EXECUTABLES } from "../../model/hostPaths";
import type { Fleet } from "../../model/fleet";
import { MODE } from "../../model/keys/policy";
import type { Policy } from "../../model/policy";
import type { DisableAccount } from "../../model/response";
import { renderTemplate } from "../template";
import { executable, type ResponseFiles } from "./executable";
import { logSettings } from "./logSettings";

/** As whom Wazuh runs; its packages before 4.3 made the users of OSSEC. */
const WAZUH_USERS = ["wazuh", "ossec", "ossecm", "ossecr", "wazuh-indexer", "wazuh-dashboard"];

/** Accounts that disable-account never locks. Who could lock out this program could keep an operator from undoing anything. */
export function protectedAccounts(
  responses: readonly DisableAccount[],
  accounts: readonly string[] = [],
): readonly string[] {
  const given = responses.flatMap((response) => response.protect);
  return [...new Set(["root", ...WAZUH_USERS, ...accounts, ...given])];
}

/** The files that all disable-account responses share on a host: one executable, which spares the accounts of all. */
export function disableAccountFiles(
  responses: readonly DisableAccount[],
  policy: Policy,
  { accounts }: Fleet,
): ResponseFiles {
  const protect = protectedAccounts(responses, accounts);
  const view = {
    protect: protect.join(" "),
    mode: policy.mode ?? MODE,
    ...logSettings(policy),
  };
  return {
    files: [
      executable(
        EXECUTABLES.disableAccount,
        renderTemplate("responses/guarded-disable-account.sh.hbs", view),
      ),
    ],
    tools: ["awk", "passwd", "getent", `${BIN}/disable-account`],
  };
}
