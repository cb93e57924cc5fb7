import { finding, type Finding } from "../../model/finding";
import { FLEET_ENTRY } from "../../model/fleetWhitelist";
import type { Check } from "../check";
import { entryPath } from "./entries";

/** Has every entry a name of its own, on one line? People know entries by it, and files carry it. */
export const entryNames: Check = ({ policy }) => {
  const seen = new Map<string, string>();
  return policy.whitelist.flatMap((entry, i): Finding[] => {
    const path = entryPath(entry, i);
    const texts = { name: entry.name, reason: entry.reason, owner: entry.owner };
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
    if (entry.source !== undefined && entry.name.startsWith(FLEET_ENTRY)) {
      findings.push(
        finding(
          "error",
          "whitelist-name",
          `${path}.name`,
          entry.name,
          `begins with ${FLEET_ENTRY}, by which entries that the fleet adds itself are known`,
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
          "give each entry a name of its own",
        ),
      );
    } else {
      seen.set(entry.name, path);
    }
    return findings;
  });
};
