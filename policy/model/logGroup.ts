import type { WrittenLogGroup } from "./written";

/** A group of agents in Wazuh whose shared agent.conf collects the log of active responses. */
export type LogGroup = WrittenLogGroup;
