/** A group of agents in Wazuh whose shared agent.conf collects the log of active responses. */
export interface LogGroup {
  /** Name of the group: that of its folder below etc/shared on the manager. */
  readonly name: string;
  /** Names, in Wazuh, of the agents of the group that need it. @default every agent of the group that runs Linux */
  readonly agents?: readonly string[];
}
