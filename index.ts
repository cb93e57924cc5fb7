import * as pulumi from "@pulumi/pulumi";

import { today } from "./config/today";
import { ActiveResponsePolicy } from "./components/activeResponsePolicy";
import { connectionsOf, sshAccess } from "./program/connections";
import { dropCallSites } from "./program/callSites";
import { dropDebugMessages } from "./program/debugMessages";
import { untilLate } from "./components/late";
import { HetznerFleet, madeServers, serverIds, withServers } from "./components/hetznerFleet";
import { useMadeBefore } from "./program/madeBefore";
import { publishedOutputs } from "./program/publishedOutputs";
import { readRollout, type Rollout } from "./program/readRollout";
import { pathInFile, refuseEarly } from "./program/refuseEarly";
import { refuseHanging } from "./program/refuseHanging";
import { ranVersions } from "./program/ranVersions";
import { lastSent } from "./program/lastSent";
import { removals } from "./program/removals";
import { placeSecrets } from "./program/secretFiles";
import { declareServices } from "./program/services";
import { WazuhFleet } from "./components/wazuhFleet";
import type { WrittenFleet } from "./policy/model/written";

/**
 * The program: one policy, one fleet. A function, so that it can run several times in one process.
 * @throws RunError with everything that is wrong in the stack configuration; the engine prints it without a stack trace.
 */
async function program(): Promise<Record<string, unknown>> {
  dropDebugMessages();
  dropCallSites();
  useMadeBefore();
  try {
    const rollout = await readRollout();
    const { servers, joined } = rollout;
    if (servers.length > 0) refuseEarly(rollout);
    const policy = servers.length === 0 ? checkedPolicy(rollout, joined.fleet) : undefined;
    await refuseHanging(rollout, policy?.known);
    return await untilLate(() => declare(rollout, policy));
  } catch (error) {
    throw error instanceof pulumi.InputPropertiesError ? new pulumi.RunError(error.message) : error;
  }
}

/** The policy of the stack, checked against its fleet, of which some addresses may be known only later. */
function checkedPolicy(
  { input, joined, enrolled, last }: Rollout,
  fleet: pulumi.Input<WrittenFleet>,
): ActiveResponsePolicy {
  return new ActiveResponsePolicy("policy", {
    policy: joined.policy,
    fleet,
    ...(input.repair && { repair: input.repair }),
    ...(input.rollout?.wait !== undefined && { wait: input.rollout.wait }),
    today: today(),
    accept: input.lint?.accept,
    ...(enrolled && { enrolled }),
    ran: ranVersions({ joined, last }),
    placeOf: (path) => pathInFile(path, input.agents.length),
  });
}

/**
 * Declares servers, policy, hosts and services, in the order in which they need each other.
 * @param checked the policy, where no server's address is still to be found out.
 */
function declare(
  rollout: Rollout,
  checked: ActiveResponsePolicy | undefined,
): Record<string, unknown> {
  const { input, servers, joined, ours, last, waiting, found } = rollout;
  const connections = new Map(connectionsOf(input));
  const manager = connections.get(input.manager.name);
  const hetzner =
    servers.length > 0 && manager
      ? new HetznerFleet("hetzner", {
          servers,
          found,
          last: last.agents ?? [],
          input,
          policy: joined.policy,
          ssh: sshAccess(input.ssh),
          manager,
        })
      : undefined;
  const agents: HetznerFleet["agents"] = hetzner?.agents ?? new Map();
  for (const [name, { connection }] of agents) connections.set(name, connection);
  const fleet = withServers(joined.fleet, agents);
  const policy = checked ?? checkedPolicy(rollout, fleet);
  const onServers = { servers: madeServers(agents), serverIds: serverIds(agents) };
  const leaving = removals(rollout, checked?.known);
  const wazuh = new WazuhFleet("fleet", {
    fleet: ours,
    policy,
    connections,
    ...onServers,
    prune: joined.prune && !waiting,
    ...(leaving && { removals: leaving }),
    lastSent: lastSent(rollout),
    holdManagers: waiting !== undefined,
    note: { now: rollout.note, last: last.rollouts },
    sudo: input.ssh.sudo ?? false,
    ...(input.rollout?.canary && { canary: input.rollout.canary }),
    ...(input.rollout?.parallel && { parallel: input.rollout.parallel }),
    passedOver: rollout.passedOver,
  });
  placeSecrets(input, ours, connections, onServers);
  const services = ours.master && manager ? declareServices(input, manager, wazuh) : {};
  const published = publishedOutputs(rollout, { fleet, policy, wazuh, servers: agents });
  return { ...published, ...services };
}

export = program;
