import { finding } from "../../model/finding";
import { rowsOf } from "../../render/commands";
import type { Check } from "../check";
import { MOST_ROWS } from "../../wazuh/limits";

/** Has ar.conf more rows than an agent can hold? */
export const arRows: Check = ({ policy }) => {
  const rows = rowsOf(policy).length;
  if (rows <= MOST_ROWS) return [];
  return [
    finding(
      "error",
      "ar-rows",
      "responses",
      `${rows} rows in ar.conf`,
      `are more than the ${MOST_ROWS} that wazuh-execd bears; it crashes when it reads them again, and no response runs any more`,
      "join responses that differ only in their rules, or write fallback: false where no agent needs it",
    ),
  ];
};
