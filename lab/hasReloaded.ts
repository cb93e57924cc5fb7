import type { LabHost } from "./labTypes";

/** The daemon that starts last is newer than the rows, and runs. */
const RELOADED = `cd /var/ossec && set -- var/run/wazuh-modulesd-*.pid && [ "$1" -nt etc/shared/ar.conf ] && kill -0 "$(cat "$1")"`;

/**
 * Whether an agent runs with the ar.conf that it has. It reloads for a new one, a while after it got it; lines that are
 * written and messages that come meanwhile are lost.
 */
export async function hasReloaded(agent: LabHost): Promise<boolean> {
  return (await agent.run(RELOADED)).code === 0;
}
