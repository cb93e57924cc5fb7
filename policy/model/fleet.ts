import type { HostName } from "./hostName";
import type { WithValues, WrittenFleet, WrittenHost } from "./written";

export type { Role } from "./written";

/** One host of the fleet, without anything secret. */
export type Host = WithValues<WrittenHost, { readonly name: HostName }>;

/** All hosts of a stack: one master, its workers, the agents. */
export type Fleet = WithValues<
  WrittenFleet,
  { readonly master: Host; readonly workers: readonly Host[]; readonly agents: readonly Host[] }
>;

/** Stands for the address of a server that does not exist yet; no renderer may print it. */
export const UNKNOWN_ADDRESS = "(known once the server exists)";

/** True where labels or locations of agents may be unknown here: they live in other stacks, or were not looked up yet. */
export function isPartial({ partial, agents }: Fleet): boolean {
  return (
    partial === true ||
    agents.some(({ address, location }) => address === UNKNOWN_ADDRESS && location === undefined)
  );
}

/** All hosts of a fleet: master, workers, agents. */
export function hostsOf(fleet: Fleet): readonly Host[] {
  return [fleet.master, ...fleet.workers, ...fleet.agents];
}
