import { finding } from "../../model/finding";
import { hostsOf, isPartial } from "../../model/fleet";
import type { Check, Run } from "../check";

const run: Run = ({ policy, fleet }) => {
  if (isPartial(fleet)) return [];
  const hosts = new Set(hostsOf(fleet).map(({ location }) => location));
  const parts = new Set(policy.whitelist.flatMap(({ location }) => location ?? []));
  return [...parts]
    .filter((part) => !hosts.has(part))
    .map((part) =>
      finding(
        "note",
        "whitelist-location",
        `whitelist.${part}`,
        part,
        "is a location where the stack has no host; every host gets its entries anyway",
        "fix the spelling if it is misspelt",
      ),
    );
};

/** Is a part of the white list named after a location where no host is? It is used all the same: every host gets every part. */
export const whitelistLocations: Check = {
  codes: {
    "whitelist-location": {
      severity: "note",
      doc: {
        what: "A part of the white list is named after a location where the stack has no host.",
        why: "It is used anyway, because every host gets every part; but a name may be misspelt.",
        example:
          "whitelist:\n  common:\n    - { address: 10.0.0.0/8, name: private }\n    - { address: 100.64.0.0/10, name: tailnet }\n  hel2:\n    - { address: 203.0.113.7, name: monitor }",
        instead: "Fix the spelling, if it is misspelt.",
      },
    },
  },
  needs: ["hosts"],
  run,
};
