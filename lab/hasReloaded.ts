import { EXECD_CONNECTED } from "./wazuh/agent/agentd";
import type { LabHost } from "./labTypes";

/** The daemon that starts last is newer than the rows, and runs. */
const STARTED = `set -- var/run/wazuh-modulesd-*.pid && [ "$1" -nt etc/shared/ar.conf ] && kill -0 "$(cat "$1")"`;
/** The agent's connection to its execd is newer than that execd: it makes it after the reload, when it is told to (SIGUSR1). */
const CONNECTED = `set -- var/run/wazuh-execd-*.pid && [ var/lab/${EXECD_CONNECTED} -nt "$1" ]`;

/**
 * Whether an agent runs with the ar.conf that it has. It reloads for a new one, a while after it got it; lines that are
 * written and messages that come meanwhile are lost.
 */
export async function hasReloaded(agent: LabHost): Promise<boolean> {
  return (await agent.run(`cd /var/ossec && ${STARTED} && ${CONNECTED}`)).code === 0;
}
