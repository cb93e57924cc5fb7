import { finding, type Finding } from "../../model/finding";
import { FLEET_ENTRY } from "../../model/fleetWhitelist";
import type { Check, Run } from "../check";
import { everyEntry } from "./entries";

const run: Run = ({ policy }) => {
  const seen = new Map<string, string>();
  return everyEntry(policy).flatMap(({ entry, path }): Finding[] => {
    const texts = {
      name: entry.name,
      reason: entry.reason,
      ...("owner" in entry && { owner: entry.owner }),
    };
    const findings = Object.entries(texts).flatMap(([key, text]): Finding[] =>
      text !== undefined && /\p{Cc}/u.test(text)
        ? [
            finding(
              "error",
              "whitelist-text",
              `${path}.${key}`,
              JSON.stringify(text),
              "has a line break or a control character, which would end its comment in a rendered file",
              "write it on one line",
            ),
          ]
        : [],
    );
    if (isOfStack(entry) && entry.name.startsWith(FLEET_ENTRY)) {
      findings.push(
        finding(
          "error",
          "whitelist-name",
          `${path}.name`,
          entry.name,
          `begins with ${FLEET_ENTRY}, which marks entries that the fleet adds itself`,
          "give it another name",
        ),
      );
    }
    const before = seen.get(entry.name);
    if (before !== undefined) {
      findings.push(
        finding(
          "warning",
          "whitelist-name",
          `${path}.name`,
          entry.name,
          `names ${before} too; the summary of a change could not tell them apart`,
          "give each entry its own name",
        ),
      );
    } else {
      seen.set(entry.name, path);
    }
    return findings;
  });
};

/** Of the stack file: what the fleet adds has no place there. */
function isOfStack(entry: object): boolean {
  return "source" in entry && entry.source !== undefined;
}

/** Has every entry a name of its own, on one line? People know entries by it, and files carry it. */
export const entryNames: Check = {
  codes: {
    "whitelist-text": {
      severity: "error",
      doc: {
        what: "A name, reason or owner on the white list has a line break or a control character.",
        why: "It becomes a comment in files on the hosts, which a line break would end.",
        example:
          'whitelist:\n  common:\n    - { address: 10.0.0.0/8, name: private, reason: "ours\\nsince 2019" }\n    - { address: 100.64.0.0/10, name: tailnet }',
        instead: "Write it on one line.",
      },
    },
    "whitelist-name": {
      severity: ["error", "warning"],
      doc: {
        what: "Two entries of the white list have the same name, or one has a name that the fleet's own entries have.",
        why: "The summary of a change could not tell the two apart.",
        example:
          "whitelist:\n  common:\n    - { address: 10.0.0.0/8, name: ours }\n    - { address: 100.64.0.0/10, name: ours }",
        instead: "Give each entry its own name.",
      },
    },
  },
  run,
};
