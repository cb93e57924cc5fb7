import { EXECD_CONNECTED, RELOADS } from "./wazuh/agent/agentd";
import { AGENTS_FILE } from "./wazuh/agent/agents";
import type { LabHost } from "./labTypes";

/** No reload is owed or under way: two that follow each other closely are one behind the other. */
const NONE_OWED = `[ -z "$(ls var/lab/${RELOADS} 2>/dev/null)" ]`;
/** The daemon that starts last is newer than the rows, and runs. */
const STARTED = `set -- var/run/wazuh-modulesd-*.pid && [ "$1" -nt etc/shared/ar.conf ] && kill -0 "$(cat "$1")"`;
/** The agent's connection to its execd is newer than that execd: it makes it after the reload, when it is told to (SIGUSR1). */
const CONNECTED = `set -- var/run/wazuh-execd-*.pid && [ var/lab/${EXECD_CONNECTED} -nt "$1" ]`;

/**
 * Whether an agent is connected to its manager and runs with what that shares now: a new ar.conf gets to it a while after the
 * manager wrote it, and it reloads for it a while after it got it. Lines that are written and messages that come meanwhile
 * are lost.
 */
export async function hasReloaded(agent: LabHost, manager: LabHost): Promise<boolean> {
  const shared = (folder: string): string =>
    `cat etc/shared/ar.conf ${folder}/agent.conf 2>/dev/null | sha256sum`;
  const wanted = await manager.run(
    `cd /var/ossec && grep -qF '"name":"${agent.name}"' ${AGENTS_FILE} && ${shared("etc/shared/default")}`,
  );
  if (wanted.code !== 0) return false;
  const { code } = await agent.run(
    `cd /var/ossec && [ "$(${shared("etc/shared")})" = '${wanted.stdout.trim()}' ] && ${NONE_OWED} && ${STARTED} && ${CONNECTED}`,
  );
  return code === 0;
}
