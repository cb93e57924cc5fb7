import type { HostName } from "./hostName";

/** Which agents have a response. An agent is in it when it matches every field that is given; no field means all agents. */
export interface Placement {
  /** Names of agents. */
  readonly agents?: readonly HostName[];
  /** Locations (`hel1`, `nbg1`). */
  readonly locations?: readonly string[];
  /** Labels that the agent must carry with exactly these values. */
  readonly labels?: Readonly<Record<string, string>>;
}
