import { finding } from "../../model/finding";
import { hostsOf, isPartial } from "../../model/fleet";
import type { Check } from "../check";

/** Is a part of the white list named after a location where no host is? It is used all the same: every host gets every part. */
export const whitelistLocations: Check = ({ policy, fleet }) => {
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
        "is a location where the stack has no host; every host gets its entries all the same",
        "mend the spelling if it is one",
      ),
    );
};
