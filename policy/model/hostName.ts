import type { Branded } from "./branded";
import { ValueError } from "./valueError";

/** Name of a manager's node or of an agent, as Wazuh has it. */
export type HostName = Branded<string, "host name">;

/**
 * Makes the name of a host. Source: hosts and placements in the stack configuration, outputs of other stacks.
 * @throws ValueError for a name that Wazuh gives no host.
 */
export function parseHostName(name: string): HostName {
  if (/^[A-Za-z0-9][\w.-]{1,127}$/.test(name)) return name as HostName;
  throw new ValueError(
    "host-name",
    JSON.stringify(name),
    "is not a valid host name in Wazuh",
    "write the name that the host has in Wazuh: 2 to 128 letters, digits, _ . -, a letter or digit first",
  );
}
