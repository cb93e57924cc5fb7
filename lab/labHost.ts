import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { acceptedSessions, datagramOf, failedLoginMessages } from "./authLog";
import type { HostPlan } from "./hostPlan";
import { mustRunInHost, runInHost, STAND_IN } from "./inHost";
import type { Alert, LabHost } from "./labTypes";
import type { Guest } from "./machine/guest";
import { machineHost } from "./machine/machineHost";

/** What is known of a host once its process 1 runs. */
export interface HostHandle {
  readonly plan: HostPlan;
  readonly hostKey: string;
  /** Its process 1, as this process sees it. */
  readonly pid: number;
  /** Its folder outside of it, where its log is copied to. */
  readonly dir: string;
  /** A host that is a whole machine: the port that takes its commands. */
  readonly guest?: Guest;
}

const ALERTS = "/var/ossec/logs/alerts/alerts.json";
const MARK = "lab-mark";
const MARKS = /^lab-mark [\w.]+\n/gm;

/** The host of a lab, as tests see it. */
export function labHost({ plan, hostKey, pid, dir, guest }: HostHandle): LabHost {
  if (guest) return machineHost(plan, hostKey, guest);
  const { name, role, id, address, address6 } = plan;
  const inside = { pid, name };
  const copy = join(dir, "syslog");
  let marks = 0;
  let connections = 2000;

  const must = (program: readonly string[], input?: string): Promise<string> =>
    mustRunInHost(inside, program, input);
  const say = (lines: readonly string[]): Promise<string> =>
    must(["perl", `${STAND_IN}/say.pl`], lines.map((line) => `${line}\n`).join(""));

  /** Waits until process 1 has written down everything that was said before: it reads in order. */
  const log = async (): Promise<string> => {
    const mark = `${MARK} ${process.pid}.${marks++}`;
    await say([mark]);
    for (;;) {
      const text = await readFile(copy, "utf8");
      if (text.includes(`${mark}\n`)) return text.replace(MARKS, "");
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };

  return {
    name,
    role,
    ...(plan.location === undefined ? {} : { location: plan.location }),
    id,
    address,
    address6,
    port: 22,
    hostKey,
    run: (command, options) => runInHost(pid, ["/bin/sh", "-c", command], options),
    read: (path) => must(["cat", "--", path]),
    log,
    sshConnections: async () => acceptedSessions(await log()),
    failedLogins: async (logins) => {
      const messages = failedLoginMessages(logins, connections);
      connections += 2 * logins.count;
      await say(messages.map(datagramOf));
      await log();
    },
    alerts: async () => {
      const text = await must(["/bin/sh", "-c", `[ ! -f ${ALERTS} ] || cat ${ALERTS}`]);
      // The last line may still be being written.
      const whole = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
      return whole.filter((line) => line !== "").map((line) => JSON.parse(line) as Alert);
    },
    stopSsh: async () => {
      await must(["/bin/sh", `${STAND_IN}/sshd.sh`, "stop"]);
    },
    startSsh: async () => {
      await must(["/bin/sh", `${STAND_IN}/sshd.sh`, "start"]);
    },
  };
}
