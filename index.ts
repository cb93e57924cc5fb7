import * as pulumi from "@pulumi/pulumi";

import { ActiveResponsePolicy } from "./components/activeResponsePolicy";
import { connectionsOf, sshAccess } from "./components/connections";
import type { HetznerAgent } from "./components/hetznerAgent";
import { HetznerFleet, madeServers, withServers } from "./components/hetznerFleet";
import { readOtherStacks } from "./components/otherStacks";
import { publishedOutputs } from "./components/publishedOutputs";
import { passedOver } from "./components/passedOver";
import { placeSecrets } from "./components/secretFiles";
import { declareServices } from "./components/services";
import { lastRollout } from "./components/lastRollout";
import { whoRollsOut } from "./components/whoRollsOut";
import { WazuhFleet } from "./components/wazuhFleet";
import { readStack } from "./config";
import { joinStacks, rolledOut } from "./config/joinStacks";
import { renderOssecPart } from "./policy/render/ossecPart";
import { printWaiting, waitingFor } from "./policy/rollout/waiting";
import type { Finding } from "./policy/model/finding";
import { printFinding } from "./policy/lint/printFinding";

/**
 * The program: one policy, one fleet. A function, so that it can run several times in one process.
 * @throws RunError with everything that is wrong in the stack configuration; the engine prints it without a stack trace.
 */
async function program(): Promise<Record<string, unknown>> {
  try {
    return await rollOut();
  } catch (error) {
    throw error instanceof pulumi.InputPropertiesError ? new pulumi.RunError(error.message) : error;
  }
}

async function rollOut(): Promise<Record<string, unknown>> {
  const stack = readStack();
  if (!stack.ok) refuse("the stack configuration", stack.findings);
  if (stack.fillIns.length > 0) {
    if (!pulumi.runtime.isDryRun())
      refuse("up needs every value; the stack configuration", stack.fillIns);
    for (const finding of stack.fillIns) await pulumi.log.warn(printFinding(finding));
  }
  const { input, servers } = stack;
  const last = await lastRollout();
  const left = await passedOver(input.rollout, input.agents);
  const joined = joinStacks(
    input.stack,
    stack.policy,
    stack.fleet,
    await readOtherStacks(input.stack),
  );
  if (joined.findings.length > 0 && !pulumi.runtime.isDryRun())
    refuse("up waits for other stacks; the stack configuration", joined.findings);
  for (const finding of joined.findings) await pulumi.log.warn(printFinding(finding));

  const ours = rolledOut(input.stack, stack.fleet);
  const { arConf } = renderOssecPart(joined.policy);
  const waiting =
    ours.master && waitingFor(input.rollout?.deferArConfChanges ?? false, last.arConf, arConf);
  const managers = ours.master ? [ours.master, ...ours.workers].map(({ name }) => name) : [];
  if (waiting) await pulumi.log.warn(printWaiting(waiting, managers));
  const connections = new Map(connectionsOf(input));
  const master = connections.get(stack.fleet.master.name);
  const hetzner =
    servers.length > 0 && master
      ? new HetznerFleet("hetzner", {
          servers,
          input,
          policy: joined.policy,
          ssh: sshAccess(input.ssh),
          manager: master,
        })
      : undefined;
  const agents = hetzner?.agents ?? new Map<string, HetznerAgent>();
  for (const [name, { connection }] of agents) connections.set(name, connection);
  const fleet = withServers(joined.fleet, agents);
  const policy = new ActiveResponsePolicy("policy", {
    policy: joined.policy,
    fleet,
    ...(input.repair && { repair: input.repair }),
    ...(input.rollout?.wait !== undefined && { wait: input.rollout.wait }),
    today: new Date().toISOString().slice(0, 10),
  });
  const wazuh = new WazuhFleet("fleet", {
    fleet: ours,
    policy,
    connections,
    servers: madeServers(agents),
    prune: joined.prune && !waiting,
    holdManagers: waiting !== undefined,
    note: { now: whoRollsOut(joined.digest), last: last.rollouts },
    sudo: input.ssh.sudo ?? false,
    ...(input.rollout?.canary && { canary: input.rollout.canary }),
    ...(input.rollout?.parallel && { parallel: input.rollout.parallel }),
    passedOver: left,
  });
  placeSecrets(input, ours, connections);
  const services = ours.master && master ? declareServices(input, master, wazuh) : {};
  const published = publishedOutputs({
    digest: joined.digest,
    fleet,
    rolledOut: ours,
    policy,
    wazuh,
    servers: agents,
  });
  // What waits is not rolled out: other stacks and the next plan see the managers as they are.
  const held = waiting && { policyDigest: last.policyDigest, whitelist: last.whitelist };
  return {
    hosts: wazuh.hosts,
    ...services,
    ...published,
    ...held,
    ...(ours.master && { arConf: wazuh.hosts.apply(() => (waiting ? last.arConf : arConf)) }),
    rollouts: wazuh.rollouts,
  };
}

function refuse(what: string, findings: readonly Finding[]): never {
  throw new pulumi.RunError(
    `${what} has ${findings.length} problem(s):\n${findings.map(printFinding).join("\n")}`,
  );
}

export = program;
