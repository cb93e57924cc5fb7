import { covers, parseAddress, type Address } from "../../model/address";
import { finding } from "../../model/finding";
import type { Check, Run } from "../check";
import { ownAddresses } from "../fleet/ownAddresses";
import { readEntries } from "./entries";

/** Private, tailnet, loopback and link-local networks: nobody else's addresses are in them. */
const OWN_RANGES = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
]
  .map(parseAddress)
  .filter((range) => range !== undefined);

const run: Run = ({ policy, fleet }) => {
  const own = ownAddresses(fleet);
  return readEntries(policy)
    .filter(({ range }) => range.family === 4 && range.prefix < 24 && range.prefix > 0)
    .filter(({ range }) => !OWN_RANGES.some((network) => covers(network, range)))
    .map(({ entry, range, path }) => {
      const inside = own.filter(({ address }) => covers(range, address));
      const strangers = Number(size(range)) - inside.length;
      const exact = inside.map(({ text, of }) => `${text} (${of})`);
      return finding(
        "warning",
        "whitelist-wide",
        `${path}.address`,
        entry.address,
        `covers ${strangers.toLocaleString("en")} addresses that are not known to be yours; none of them would ever be blocked, and any of them can be rented`,
        exact.length > 0
          ? `remove it: the fleet's exact addresses there are on the list by themselves (${exact.slice(0, 8).join(", ")}${exact.length > 8 ? `, and ${exact.length - 8} more` : ""}); add others of yours one by one`
          : "write the exact addresses of your hosts there; no host of the stack is known to have one in this network (give them under host or addresses)",
      );
    });
};

function size(range: Address): bigint {
  return range.last - range.first + 1n;
}

/** Does an entry cover strangers: more than 256 public addresses? Says how many, and offers the fleet's own. */
export const wideNetworks: Check = {
  codes: {
    "whitelist-wide": {
      severity: "warning",
      doc: {
        what: "An entry covers more than 256 public addresses.",
        why: "None of them is ever blocked, and an attacker can rent any of them.",
        example:
          "whitelist:\n  common:\n    - { address: 10.0.0.0/8, name: private }\n    - { address: 100.64.0.0/10, name: tailnet }\n    - { address: 95.216.0.0/16, name: provider }",
        instead: "Write the exact addresses of your hosts.",
      },
    },
  },
  needs: ["hosts"],
  run,
};
