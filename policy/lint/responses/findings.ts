import { finding, type Finding } from "../../model/finding";
import type { Check, Run } from "../check";
import { triggered } from "./triggered";

const run: Run = ({ policy }) => {
  const all = triggered(policy);
  // Who has written none does not prepare for Wazuh 5, and is not bothered.
  if (!all.some(({ response }) => response.findings)) return [];
  return all
    .filter(({ response }) => !response.findings)
    .map(({ path, response }): Finding =>
      finding(
        "note",
        "findings-missing",
        `${path}.findings`,
        response.kind,
        "has no findings, so nothing triggers it in Wazuh 5, as others of the stack have it",
        "write the rules of Wazuh 5, or a query; migrate says more",
      ),
    );
};

/** Which responses would do nothing in Wazuh 5? Asked only where the stack has begun to say what triggers them there. */
export const findingsOfFive: Check = {
  codes: {
    "findings-missing": {
      severity: "note",
      doc: {
        what: "A response has no `findings`, and another one of the stack has.",
        why: "Nothing would trigger it in Wazuh 5 (beta); 4.14 does not ask.",
        example:
          "responses:\n  - kind: block-ip\n    rules: [5763, 5712]\n    timeout: 1h\n    findings: { rules: [d5cc0e71-bcbb-4adc-98de-caed210cebf2], count: 8, within: 2m }\n  - { kind: kill-process, rules: [100050], processes: [xmrig] }",
        instead:
          "Write the UUIDs of rules of Wazuh 5, or a query; `migrate` says what becomes of each.",
      },
    },
  },
  run,
};
