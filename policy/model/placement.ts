import { parseHostName, type HostName } from "./hostName";
import type { placement } from "./keys/triggered";
import type { Refusals } from "./refusals";
import type { Keys, WithValues } from "./shape";

/** Which agents have a response, as people write it. */
export type WrittenPlacement = Keys<typeof placement>;

/** Which agents have a response. An agent is in it when it matches every field that is given; no field means all agents. */
export type Placement = WithValues<WrittenPlacement, { readonly agents: readonly HostName[] }>;

/** Makes a placement of a written one; names that no host can have are refused. */
export function parsePlacement(
  { agents, ...rest }: WrittenPlacement,
  path: string,
  refusals: Refusals,
): Placement {
  return {
    ...rest,
    ...(agents && { agents: refusals.parseAll(`${path}.agents`, agents, parseHostName) }),
  };
}
