import type { Limits } from "./limits";
import type { AgentView } from "./listAgents";

/** What the API stands on; a parameter, so that tests can play every part. */
export interface ApiWorld {
  /** Seconds. */
  readonly now: () => number;
  /** Every registered agent and 000. */
  readonly agents: () => readonly AgentView[];
  /** Names of the rows of ar.conf. */
  readonly responses: () => readonly string[];
  /** Whether an agent's own file disables active response. @default no agent's */
  readonly disabled?: (id: string) => boolean;
  /** Hands a message to wazuh-remoted. @returns whether it took it. */
  readonly send: (id: string, message: string) => Promise<boolean>;
  /** @default {@link LIMITS} */
  readonly limits?: Limits;
}
