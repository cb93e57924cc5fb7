/** What a server is given when it is created: everything that its first boot can see. */
export interface Order {
  readonly id: number;
  readonly name: string;
  readonly image: string;
  readonly location: string;
  /** As it was sent; empty for none. */
  readonly userData: string;
  /** Public keys, in OpenSSH's form, that the metadata service hands out. */
  readonly publicKeys: readonly string[];
}

/** What stands behind a server of the API. */
export interface Machine {
  readonly ipv4: string;
  readonly ipv6: string;
  /** Starts it; cloud-init may go on after that, as it does on a real one. */
  start(): Promise<void>;
  /** Ends it for good. */
  end(): Promise<void>;
}

/** Makes the machine of a server. @throws Refusal where there is none to be had */
export type MachineOf = (order: Order) => Machine;

/** A machine that is nowhere: an address of the documentation's network, and nothing that answers there. */
export const nowhere: MachineOf = ({ id }) => ({
  ipv4: `192.0.2.${id % 250}`,
  ipv6: `2001:db8:${id.toString(16)}::1`,
  start: () => Promise.resolve(),
  end: () => Promise.resolve(),
});
