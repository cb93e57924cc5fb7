import type { HostName } from "./hostName";
import type { WithValues, WrittenPlacement } from "./written";

/** Which agents have a response. An agent is in it when it matches every field that is given; no field means all agents. */
export type Placement = WithValues<WrittenPlacement, { readonly agents: readonly HostName[] }>;
