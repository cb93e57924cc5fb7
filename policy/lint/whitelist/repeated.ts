import { covers } from "../../model/address";
import { finding, type Finding } from "../../model/finding";
import { FLEET_ENTRY } from "../../model/fleetWhitelist";
import type { Check, Run } from "../check";
import { readEntries, type ReadEntry } from "./entries";

const run: Run = ({ policy }) => {
  const entries = readEntries(policy);
  const first = new Map([...entries].reverse().map((one) => [keyOf(one), one]));
  const networks = entries.filter(({ range }) => range.first !== range.last);
  return entries.flatMap(({ entry, range, path }, i): Finding[] => {
    const same = first.get(keyOf({ range }));
    if (same && same !== entries[i]) {
      return [
        finding(
          "warning",
          "whitelist-duplicate",
          `${path}.address`,
          entry.address,
          `is on the list already, as "${same.entry.name}" (${same.path}); removing one of them changes nothing`,
          "remove one of the two",
        ),
      ];
    }
    if (entry.name.startsWith(FLEET_ENTRY)) return []; // put there by the fleet, whatever else covers it
    const wider = networks.find(
      (other) =>
        other.range !== range && other.range.prefix < range.prefix && covers(other.range, range),
    );
    if (!wider) return [];
    return [
      finding(
        "note",
        "whitelist-covered",
        `${path}.address`,
        entry.address,
        `is in ${wider.entry.address}, "${wider.entry.name}" (${wider.path}), so it is protected twice`,
        "keep it if the network will be removed, else remove it",
      ),
    ];
  });
};

/** The same for `192.0.2.1` and `192.0.2.1/32`. */
function keyOf({ range }: Pick<ReadEntry, "range">): string {
  return `${range.family} ${range.first} ${range.prefix}`;
}

/** Is an address on the list twice, or in a network that is on it too? */
export const repeatedAddresses: Check = {
  codes: {
    "whitelist-duplicate": {
      severity: "warning",
      doc: {
        what: "An address is on the white list twice.",
        why: "Removing one of the two changes nothing.",
        example:
          "whitelist:\n  common:\n    - { address: 10.0.0.0/8, name: private }\n    - { address: 100.64.0.0/10, name: tailnet }\n    - { address: 10.0.0.0/8, name: office }",
        instead: "Remove one of the two.",
      },
    },
    "whitelist-covered": {
      severity: "note",
      doc: {
        what: "An address is on the white list, and so is a network that contains it.",
        why: "It is protected twice: removing the address alone changes nothing.",
        example:
          "whitelist:\n  common:\n    - { address: 10.0.0.0/8, name: private }\n    - { address: 100.64.0.0/10, name: tailnet }\n    - { address: 10.0.0.7, name: monitor }",
        instead: "Keep it if the network will be removed, else remove it.",
      },
    },
  },
  run,
};
