/** A host key. */
export const KEY =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

/** Keys of a stack configuration, without the project's prefix. */
export type Stack = Readonly<Record<string, unknown>>;

/** The master of a stack. */
export const MANAGER = { name: "wazuh", host: "10.0.0.2", hostKey: KEY };
/** A white list. */
export const LIST = { common: [{ address: "100.64.0.5", name: "headscale" }] };
/** An agent, or a worker, with every key of a host. */
export const host = (name: string, last: number): Stack => ({
  name,
  host: `10.0.0.${last}`,
  port: 2200 + last,
  hostKey: KEY,
  location: "hel1",
  labels: { role: name },
  addresses: [`10.1.0.${last}`],
  version: "4.14.7",
});
