import { finding } from "../../model/finding";
import type { Check, Run } from "../check";
import { entryPath } from "./entries";

const run: Run = ({ policy }) =>
  policy.whitelist.flatMap((entry, i) =>
    /^fe[89ab]/i.test(entry.address)
      ? [
          finding(
            "warning",
            "whitelist-address",
            `${entryPath(entry, i)}.address`,
            JSON.stringify(entry.address),
            "is a link-local address; logs write it with its interface (fe80::1%eth0), which this entry does not match",
            "use a global or unique local address of that host",
          ),
        ]
      : [],
  );

/** Does an entry name an address that logs write with its interface? */
export const linkLocal: Check = {
  codes: {
    "whitelist-address": {
      severity: "warning",
      doc: {
        what: "An entry of the white list is a link-local IPv6 address.",
        why: "Logs write such an address with its interface (`fe80::1%eth0`), which the entry does not match.",
        example:
          'whitelist:\n  common:\n    - { address: 10.0.0.0/8, name: private }\n    - { address: 100.64.0.0/10, name: tailnet }\n    - { address: "fe80::1", name: router }',
        instead: "Write a global or unique local address of that host.",
      },
    },
  },
  run,
};
