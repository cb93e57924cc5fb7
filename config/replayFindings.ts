import { parseAddress } from "../policy/model/address";
import { finding, type Finding } from "../policy/model/finding";
import type { StackInput } from "../policy/model/stack";

/** What is wrong in the addresses that replay is told of. */
export function replayFindings({ known = [] }: NonNullable<StackInput["replay"]>): Finding[] {
  return known.flatMap(({ address }, i) =>
    parseAddress(address)
      ? []
      : [
          finding(
            "error",
            "replay-address",
            `replay.known[${i}].address`,
            JSON.stringify(address),
            "is not an address or a network, so replay could hold nothing against it",
            "write 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32",
          ),
        ],
  );
}
