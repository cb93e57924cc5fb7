import type { TriggeredResponse } from "../model/response";
import { stockRule } from "../wazuh/stock/stockRules";

/** The one rule of Wazuh 5 that its own documentation shows with an id: docs/guide/migration of 5.0.0-beta5. */
const FAILED_LOGIN = "d5cc0e71-bcbb-4adc-98de-caed210cebf2";

/** Which rule of Wazuh 5 may be meant, where anything is known; else nothing. */
export function hintFor({ rules }: TriggeredResponse): string {
  return rules.some((id) => stockRule(id)?.sshd)
    ? `; a failed login at sshd was seen as ${FAILED_LOGIN} in beta 5, to be compared with your own findings`
    : "";
}
