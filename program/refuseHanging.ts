import * as pulumi from "@pulumi/pulumi";

import { hostsOf, type Host } from "../policy/model/fleet";
import type { ActiveResponsePolicy } from "../components/activeResponsePolicy";
import type { Rollout } from "./readRollout";
import { dialSeconds } from "../ssh/connectionTo";
import { whyNoSshEach } from "./sshAnswers";
import { SSH_PORT } from "../policy/model/keys/values";

/**
 * Asks the SSH server of every host that this run will change, all at once, before the first is touched: the provider waits
 * for ever for one that accepts and then hangs. A preview asks nobody, and hosts behind a bastion cannot be asked. One
 * that is merely off is only named: its own resource fails in time.
 * @param bundleOf what each host gets; undefined where that is known only once Hetzner was asked: then all are asked.
 * @throws RunError with all that do not answer, where one of them hangs.
 */
export async function refuseHanging(
  rollout: Rollout,
  bundleOf: ActiveResponsePolicy["known"],
): Promise<void> {
  if (pulumi.runtime.isDryRun() || rollout.input.ssh.proxy) return;
  const { rollouts } = rollout.last;
  const hosts = hostsAsked(rollout).filter(
    ({ name }) => bundleOf === undefined || rollouts[name]?.bundle !== bundleOf(name).digest,
  );
  const whys = await whyNoSshEach(
    hosts.map(({ address, port }) => ({ host: address, port: port ?? SSH_PORT })),
    dialSeconds(rollout.input.ssh),
  );
  const silent = hosts.flatMap(({ name, address, port }, i) => {
    const why = whys[i];
    return why ? [{ ...why, line: `${name}: ${address}:${port ?? SSH_PORT} ${why.reason}` }] : [];
  });
  if (silent.length === 0) return;
  const lines = silent.map(({ line }) => line).join("\n");
  if (silent.some(({ kind }) => kind === "hangs"))
    throw new pulumi.RunError(
      `${silent.length} host(s) do not answer, and the rollout would wait forever for one that hangs; nothing was touched. ` +
        `Fix them, or name agents in rollout.skip:\n${lines}`,
    );
  await pulumi.log.warn(
    `${silent.length} host(s) do not answer; each fails once ssh.dialErrorLimit attempts have failed, and nothing that waits ` +
      `for it starts. Agents in rollout.skip are passed over:\n${lines}`,
  );
}

/** The hosts that this run works on, whose address is known, and which nobody has asked yet. */
function hostsAsked({ input, servers, joined, ours, ...rest }: Rollout): readonly Host[] {
  const later = new Set(servers.map(({ name }) => name));
  const managers = ours.master && !rest.waiting ? [ours.master, ...ours.workers] : [];
  // With `offline: warn` those that are left have answered already; see `passedOver`.
  const agents = input.rollout?.offline === "warn" ? [] : ours.agents;
  const names = new Set([...managers, ...agents].map(({ name }) => name));
  return hostsOf(joined.fleet).filter(
    ({ name }) => names.has(name) && !later.has(name) && !rest.passedOver.reasons.has(name),
  );
}
