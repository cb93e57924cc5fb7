import * as pulumi from "@pulumi/pulumi";

import type { PassedOver } from "../components/fleetArgs";
import type { HostInput, StackInput } from "../policy/model/stack";
import { whyNoSshEach } from "./sshAnswers";
import { ROLLOUT } from "../policy/model/keys/rollout";
import { SSH } from "../policy/model/keys/ssh";
import { SSH_PORT } from "../policy/model/keys/values";

/**
 * Finds the agents that are passed over: those that the stack names, and, where it says `offline: warn`, those whose SSH
 * server does not answer now. Looked at before any resource is declared, because a resource that fails stops all that waits
 * for it. No SSH session is opened.
 * @param seconds longest wait for an SSH server.
 * @throws RunError when the canary, or more agents than `maxOffline`, are off.
 */
export async function passedOver(
  rollout: StackInput["rollout"] = {},
  agents: readonly HostInput[] = [],
  seconds: number = SSH.perDialTimeout,
): Promise<PassedOver> {
  const gone = new Set(rollout.gone ?? []);
  const reasons = new Map<string, string>();
  for (const name of gone) reasons.set(name, "no longer exists (rollout.gone)");
  for (const name of rollout.skip ?? []) reasons.set(name, "is named in rollout.skip");
  if ((rollout.offline ?? ROLLOUT.offline) === "warn") {
    const asked = agents.filter(({ name }) => !reasons.has(name));
    const whys = await whyNoSshEach(
      asked.map(({ host, port }) => ({ host, port: port ?? SSH_PORT })),
      seconds,
    );
    const off = asked.flatMap(({ name, host, port }, i) =>
      whys[i] === undefined ? [] : [{ name, why: `${host}:${port ?? SSH_PORT} ${whys[i].reason}` }],
    );
    const most = rollout.maxOffline ?? ROLLOUT.maxOffline;
    const canary = off.find(({ name }) => name === rollout.canary);
    if (canary || off.length > most) {
      throw new pulumi.RunError(
        `${canary ? `the canary ${canary.name} is off` : `${off.length} agents are off, and rollout.maxOffline is ${most}`}; nothing was touched:\n` +
          off.map(({ name, why }) => `${name}: ${why}`).join("\n"),
      );
    }
    for (const { name, why } of off) reasons.set(name, `is off: ${why}`);
  }
  return { reasons, gone };
}
