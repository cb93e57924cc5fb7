import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { AccountFiles } from "./accounts";
import { bootHost, type Booted } from "./boot";
import { labHost } from "./labHost";
import { writeHostFiles } from "./hostFiles";
import type { HostPlan } from "./hostPlan";
import { newKeyPair } from "./keys";
import type { LabFolder } from "./labFolder";
import type { LabHost, LabKey } from "./labTypes";
import { machineAccountFiles, writeMachineFiles } from "./machine/files";
import { bootMachine, imageFolder } from "./machine/machine";
import { bridgeOf, cableOf, networkOfHost } from "./network";
import type { WazuhParts } from "./wazuhParts";

/** What all hosts of a lab have in common. */
export interface Surroundings {
  readonly folder: LabFolder;
  readonly plans: readonly HostPlan[];
  readonly accounts: AccountFiles;
  readonly key: LabKey;
  /** Folder of {@link writeShared}. */
  readonly shared: string;
  /** User with `sudo -n`; undefined for none. */
  readonly sudoUser: string | undefined;
  readonly wazuh: WazuhParts;
  /** Names of the hosts that are whole machines. */
  readonly machines: readonly string[];
}

/** A host that is up. */
export interface Running {
  readonly plan: HostPlan;
  readonly booted: Booted;
  /** Its /var/ossec, from outside; undefined where it has none. */
  readonly tree: string | undefined;
  readonly host: LabHost;
}

/**
 * Brings one host up.
 * @throws Error with the host's name and last words.
 */
export async function upHost(plan: HostPlan, around: Surroundings): Promise<Running> {
  const { folder, plans, accounts, key, shared, sudoUser } = around;
  const attacker = plans.find(({ role }) => role === "attacker");
  const bastion = plans.find(({ role }) => role === "bastion");
  const ofFleet = plan !== attacker && plan !== bastion;
  const dir = join(folder.dir, plan.name);
  const tree = ofFleet ? join(dir, "ossec") : undefined;
  const hostKey = newKeyPair();
  const machine = around.machines.includes(plan.name);
  mkdirSync(dir, { mode: 0o755 });
  writeFileSync(join(dir, "network"), networkOfHost(plan, attacker));
  writeHostFiles(join(dir, "files"), {
    plan,
    all: plans,
    accounts: machine ? machineAccountFiles(imageFolder(), accounts) : accounts,
    hostKey,
    labKey: key.publicKey,
    sshFrom: plan === bastion ? undefined : bastion?.address,
    sudoUser,
  });
  if (tree !== undefined) around.wazuh.writeTree(tree, plan);
  const cable = cableOf(folder.number, plan.address);
  const bridge = bridgeOf(folder.number);
  if (machine) {
    writeMachineFiles(join(dir, "files"), plan);
    const number = Number(plan.address.slice(plan.address.lastIndexOf(".") + 1));
    const image = imageFolder();
    const booted = await bootMachine({ image, dir, cable, bridge, shared, number });
    const { pid, guest } = booted;
    const host = labHost({ plan, hostKey: hostKey.publicKey, pid, dir, guest });
    // What its log says is asked of it, and not of the folder that its disk was made from.
    return { plan, booted, tree: undefined, host };
  }
  const booted = await bootHost({
    dir,
    name: plan.name,
    cable,
    bridge,
    shared,
    tree,
    start: ofFleet ? around.wazuh.startOf(plan) : "",
  });
  return {
    plan,
    booted,
    tree,
    host: labHost({ plan, hostKey: hostKey.publicKey, pid: booted.pid, dir }),
  };
}
