import { finding } from "../../model/finding";
import { rowsOf } from "../../render/commands";
import type { Check, Run } from "../check";
import { MOST_ROWS } from "../../wazuh/limits";

const run: Run = ({ policy }) => {
  const rows = rowsOf(policy).length;
  if (rows <= MOST_ROWS) return [];
  return [
    finding(
      "error",
      "ar-rows",
      "responses",
      `${rows} rows in ar.conf`,
      `exceed wazuh-execd's limit of ${MOST_ROWS}; it crashes when it reads them again, and no response runs any more`,
      "merge responses that differ only in their rules, or write fallback: false where no agent needs it",
    ),
  ];
};

/** Has ar.conf more rows than an agent can hold? */
export const arRows: Check = {
  codes: {
    "ar-rows": {
      severity: "error",
      doc: {
        what: "The policy makes more rows in ar.conf than wazuh-execd's limit of 61.",
        why: "wazuh-execd crashes when it reads them again, and no response runs any more.",
        example: `responses:\n${Array.from({ length: MOST_ROWS + 1 }, (_, i) => `  - { kind: custom, rules: [5763], command: page-${i}-x, executable: page, script: "#!/bin/sh\\n" }\n`).join("")}`,
        instead:
          "Merge responses that differ only in their rules, or write `fallback: false` where no agent needs it.",
      },
    },
  },
  needs: ["responses", "settings"],
  run,
};
