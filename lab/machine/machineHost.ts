import { acceptedSessions, datagramOf, failedLoginMessages } from "../authLog";
import type { HostPlan } from "../hostPlan";
import { STAND_IN } from "../inHost";
import type { Alert, LabHost } from "../labTypes";
import type { Guest } from "./guest";
import { BOOT } from "./machine";

const ALERTS = "/var/ossec/logs/alerts/alerts.json";

/** A machine of the lab, as tests see it. Its own rsyslog writes its log, and its own systemd runs its sshd. */
export function machineHost(plan: HostPlan, hostKey: string, guest: Guest): LabHost {
  const { name, role, id, address, address6 } = plan;
  let connections = 2000;
  const must = async (command: string, input?: string): Promise<string> => {
    const outcome = await guest.run(command, input);
    if (outcome.code !== 0)
      throw new Error(`${name}: ${command}: exit ${outcome.code}: ${outcome.stderr.trim()}`);
    return outcome.stdout;
  };
  const log = (): Promise<string> => must("cat /var/log/auth.log /var/log/syslog");
  return {
    name,
    role,
    ...(plan.location === undefined ? {} : { location: plan.location }),
    id,
    address,
    address6,
    port: 22,
    hostKey,
    run: (command, { user = "root", input } = {}) =>
      guest.run(
        user === "root" ? command : `exec su ${user} -s /bin/sh -c "$(cat)"`,
        user === "root" ? input : command,
      ),
    read: (path) => must(`cat -- '${path}'`),
    log,
    sshConnections: async () => acceptedSessions(await log()),
    failedLogins: async (logins) => {
      const messages = failedLoginMessages(logins, connections);
      connections += 2 * logins.count;
      await must(`perl ${STAND_IN}/say.pl`, messages.map((one) => `${datagramOf(one)}\n`).join(""));
    },
    alerts: async () => {
      const text = await must(`[ ! -f ${ALERTS} ] || cat ${ALERTS}`);
      const whole = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
      return whole.filter((line) => line !== "").map((line) => JSON.parse(line) as Alert);
    },
    stopSsh: async () => {
      await must("systemctl stop ssh.service");
    },
    reboot: async () => {
      const before = guest.boot;
      // Not waited for: the port ends with the system.
      await must("systemctl --no-block reboot");
      await guest.booted(before, BOOT);
    },
    startSsh: async () => {
      await must("systemctl start ssh.service");
    },
  };
}
