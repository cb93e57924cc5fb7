import * as pulumi from "@pulumi/pulumi";

import { today } from "../config/today";
import { lint } from "../policy/lint/lint";
import { hostsOf, type Host } from "../policy/model/fleet";
import { bundlesOf, withWait } from "../policy/render/renderFleet";
import { bundleDigest } from "../policy/rollout/note";
import type { Rollout } from "./readRollout";
import { whyNoSshEach } from "./sshAnswers";

/**
 * Asks the SSH server of every host that this run will change, all at once, before the first is touched: the provider waits
 * for ever for one that accepts and then hangs. A preview asks nobody, and hosts behind a bastion cannot be asked. One
 * that is merely off is only named: its own resource fails in time.
 * @throws RunError with all that do not answer, where one of them hangs.
 */
export async function refuseHanging(rollout: Rollout): Promise<void> {
  if (pulumi.runtime.isDryRun() || rollout.input.ssh.proxy) return;
  const hosts = changedHosts(rollout);
  const whys = await whyNoSshEach(
    hosts.map(({ address, port }) => ({ host: address, port: port ?? 22 })),
  );
  const silent = hosts.flatMap(({ name, address, port }, i) => {
    const why = whys[i];
    return why ? [{ ...why, line: `${name}: ${address}:${port ?? 22} ${why.reason}` }] : [];
  });
  if (silent.length === 0) return;
  const lines = silent.map(({ line }) => line).join("\n");
  if (silent.some(({ kind }) => kind === "hangs"))
    throw new pulumi.RunError(
      `${silent.length} host(s) do not answer, and the rollout would wait without end for one that hangs; nothing was touched. ` +
        `Mend them, or name agents in rollout.skip:\n${lines}`,
    );
  await pulumi.log.warn(
    `${silent.length} host(s) do not answer; each fails once ssh.dialErrorLimit attempts have failed, and nothing that waits ` +
      `for it is begun. Agents in rollout.skip are passed over:\n${lines}`,
  );
}

/** The hosts of this stack that do not have all of it yet; with servers that Hetzner is still to be asked for, all of them. */
function changedHosts({ input, servers, joined, ours, last, ...rest }: Rollout): readonly Host[] {
  const { policy, fleet } = joined;
  // The policy is about to be refused.
  if (lint(policy, fleet, { today: today() }).some(({ severity }) => severity === "error"))
    return [];
  const later = new Set(servers.map(({ name }) => name));
  const managers = ours.master && !rest.waiting ? [ours.master, ...ours.workers] : [];
  const names = new Set([...managers, ...ours.agents].map(({ name }) => name));
  const hosts = hostsOf(fleet).filter(
    ({ name }) => names.has(name) && !later.has(name) && !rest.passedOver.reasons.has(name),
  );
  if (servers.length > 0) return hosts;
  const { wait } = input.rollout ?? {};
  const bundles = bundlesOf(policy, fleet, hosts, input.repair);
  return hosts.filter((host, i) => {
    const bundle = bundles[i];
    return (
      bundle === undefined ||
      last.rollouts[host.name]?.bundle !== bundleDigest(withWait(bundle, host, wait))
    );
  });
}
