import { parseAddress, type Address } from "../../model/address";
import { hostsOf, type Fleet } from "../../model/fleet";

/** An address of the fleet, with who has it. */
export interface OwnAddress {
  readonly text: string;
  readonly address: Address;
  /** Name of the host, or `the bastion`. */
  readonly of: string;
}

/** Every address of the fleet's hosts and its bastion; hosts that are given by name have none that can be compared. */
export function ownAddresses(fleet: Fleet): readonly OwnAddress[] {
  const texts = [
    ...hostsOf(fleet).flatMap((host) =>
      [host.address, ...(host.addresses ?? [])].map((text) => ({ text, of: host.name })),
    ),
    ...(fleet.bastion === undefined ? [] : [{ text: fleet.bastion, of: "the bastion" }]),
  ];
  return texts.flatMap(({ text, of }) => {
    const address = parseAddress(text);
    return address ? [{ text, address, of }] : [];
  });
}
