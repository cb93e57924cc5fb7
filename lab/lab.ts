import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { eachOf } from "../cli/lib/pool";
import { whyNoLab } from "./able";
import { machineAccounts, withAccounts, type Account } from "./accounts";
import { labAttacker } from "./attacker";
import { connected } from "./connected";
import { planHosts, type HostPlan } from "./hostPlan";
import { newLabKey } from "./keys";
import { claimFolder, freeFolder, type LabFolder } from "./labFolder";
import type { Lab, LabHost, LabKey, LabOptions } from "./labTypes";
import { BOOT } from "./machine/machine";
import { cableOf, downBridge, upBridge } from "./network";
import { writeShared } from "./shared";
import { upHost, type Running } from "./upHost";
import { AGENTS_FILE } from "./wazuh/agent/agents";
import { wazuhParts } from "./wazuhParts";

/** Hosts that come up side by side: more would only wait for the processors. */
const SIDE_BY_SIDE = 8;

const WAZUH: Account = { name: "wazuh", home: "/var/ossec", shell: "/sbin/nologin" };
/** Whom attackers try first; nobody can log in as. */
const ADMIN: Account = { name: "admin", home: "/home/admin", shell: "/bin/sh" };
const DEPLOY: Account = { name: "deploy", home: "/home/deploy", shell: "/bin/sh" };

/**
 * Brings a lab up: its network, its hosts, and in each of them sshd and Wazuh's stand-ins.
 * @returns once every host answers.
 * @throws Error in one sentence where no lab can come up here; with the hosts' last words where some do not start.
 */
export async function upLab(options: LabOptions = {}): Promise<Lab> {
  const why = whyNoLab();
  if (why !== undefined) throw new Error(why);
  const folder = claimFolder(process.env["WAZUH_LAB_DISK"] ?? "");
  const running: Running[] = [];
  let plans: readonly HostPlan[] = [];
  const down = async (): Promise<void> => {
    await Promise.all(running.splice(0).map(({ booted }) => booted.end()));
    const cables = plans.map(({ address }) => cableOf(folder.number, address));
    await downBridge(folder.number, cables);
    freeFolder(folder);
  };
  try {
    plans = planHosts(options, folder.number);
    const key = newLabKey(folder.dir);
    await upHosts(plans, folder, key, options, running);
    return labOf(folder, key, running, down);
  } catch (error) {
    await down();
    throw error;
  }
}

async function upHosts(
  plans: readonly HostPlan[],
  folder: LabFolder,
  key: LabKey,
  options: LabOptions,
  running: Running[],
): Promise<void> {
  const sudo = options.sudoUser === true ? [DEPLOY] : [];
  const { shared, standIn } = writeShared(folder.dir);
  const accounts = withAccounts(machineAccounts(), [WAZUH, ADMIN, ...sudo]);
  const around = {
    folder,
    plans,
    accounts,
    key,
    shared,
    sudoUser: sudo[0]?.name,
    machines: options.machines ?? [],
    wazuh: await wazuhParts(options, standIn, plans, accounts),
  };
  await upBridge(folder.number);
  const ends = await eachOf(plans, SIDE_BY_SIDE, (plan) => upHost(plan, around).catch(asError));
  const hosts = ends.flatMap((end) => (end instanceof Error ? [] : [end]));
  running.push(...hosts);
  const failures = ends.flatMap((end) => (end instanceof Error ? [end.message] : []));
  if (failures.length > 0) throw new Error(failures.join("\n"));
  if (options.daemons !== undefined && options.daemons !== true) return;
  const agents = hosts.filter(({ plan }) => plan.role === "agent");
  const master = hosts.find(({ plan }) => plan.role === "master");
  await Promise.all(agents.map((agent) => agentConnected(agent, master)));
}

function agentConnected({ plan, tree, host }: Running, master?: Running): Promise<void> {
  const log = reader(tree, host, "logs/ossec.log");
  const listed = master && reader(master.tree, master.host, AGENTS_FILE);
  const letIn = async (): Promise<boolean> =>
    !listed || (await listed()).includes(`"name":"${plan.name}"`);
  return connected(plan.name, { log, letIn }, tree === undefined ? BOOT : 60);
}

/** The tree of a host with namespaces only is read from outside, which costs nothing; a machine has to be asked. */
function reader(tree: string | undefined, host: LabHost, file: string): () => Promise<string> {
  return tree === undefined
    ? () => host.read(`/var/ossec/${file}`)
    : () => readFile(join(tree, file), "utf8");
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

function labOf(
  { dir }: LabFolder,
  key: LabKey,
  running: readonly Running[],
  down: () => Promise<void>,
): Lab {
  const one = (role: HostPlan["role"]): Running | undefined =>
    running.find(({ plan }) => plan.role === role);
  const attacker = one("attacker");
  const bastion = one("bastion")?.host;
  const hosts = running
    .map(({ host }) => host)
    .filter(({ role }) => role !== "attacker" && role !== "bastion");
  const host = (name: string): Lab["master"] => {
    const found = [...hosts, ...(bastion ? [bastion] : [])].find((each) => each.name === name);
    if (found) return found;
    throw new Error(
      `host "${name}" is not in the lab; there are ${hosts.map((each) => each.name).join(", ")}`,
    );
  };
  const master = hosts.find(({ role }) => role === "master");
  if (master === undefined) throw new Error("a lab without a manager");
  return {
    dir,
    key,
    hosts,
    master,
    agents: hosts.filter(({ role }) => role === "agent"),
    ...(bastion ? { bastion } : {}),
    ...(attacker ? { attacker: labAttacker(attacker.booted.pid, attacker.plan.more) } : {}),
    host,
    down,
  };
}
