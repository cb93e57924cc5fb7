import { finding } from "../../model/finding";
import type { Check } from "../check";
import { entryPath } from "./entries";

/** Does an entry name an address that logs write with its interface? */
export const linkLocal: Check = ({ policy }) =>
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
