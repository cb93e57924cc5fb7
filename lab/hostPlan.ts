import type { Role } from "../policy/model/fleet";
import { ATTACKER_ADDRESSES, type AgentSpec, type LabOptions } from "./labTypes";

/** A host before it is up: everything that is known of it beforehand. */
export interface HostPlan {
  readonly name: string;
  readonly role: Role | "bastion" | "attacker";
  readonly location?: string;
  readonly id: string;
  readonly address: string;
  readonly address6: string;
  /** Further addresses on its cable. */
  readonly more: readonly string[];
  /** The Wazuh that it plays. @default 4.14.7 */
  readonly version?: string;
}

/** The fleet that the demo and most tests look at. */
const FLEET: readonly AgentSpec[] = [
  { name: "hel-1", location: "hel1" },
  { name: "hel-2", location: "hel1" },
  { name: "nbg-1", location: "nbg1" },
  { name: "nbg-2", location: "nbg1" },
];

/** What a network of the lab has room for: the last number of an address says which host it is. */
const WORKERS = 8;
const AGENTS = 200;

const NAME = /^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/;

/** Networks of a lab, by its number: 0 to 250. */
export function networkOf(number: number): { prefix: string; prefix6: string } {
  return { prefix: `10.77.${number}.`, prefix6: `fd77:${number.toString(16)}::` };
}

/**
 * Lays the hosts of a lab out: who there is, with which addresses.
 * @throws Error that names the option, its value and what to write instead.
 */
export function planHosts(options: LabOptions, number: number): readonly HostPlan[] {
  const { prefix, prefix6 } = networkOf(number);
  checkCount("workers", options.workers?.length ?? 0, WORKERS);
  checkCount("agents", options.agents?.length ?? 0, AGENTS);
  const plans: HostPlan[] = [];
  const add = (rest: Omit<HostPlan, "address" | "address6" | "more">, at: number): void => {
    plans.push({ ...rest, address: `${prefix}${at}`, address6: `${prefix6}${at}`, more: [] });
  };
  add({ name: "wazuh", role: "master", location: "hel1", id: "000" }, 10);
  (options.workers ?? []).forEach((name, index) => {
    add({ name, role: "worker", location: "hel1", id: "000" }, 2 + index);
  });
  agentsOf(options).forEach((agent, index) => {
    add({ ...agent, role: "agent", id: String(index + 1).padStart(3, "0") }, 11 + index);
  });
  if (options.bastion === true) add({ name: "bastion", role: "bastion", id: "" }, 250);
  if (options.attacker !== false) {
    add({ name: "attacker", role: "attacker", id: "" }, 251);
    const attacker = plans.pop();
    const more = options.attackerAddresses ?? ATTACKER_ADDRESSES;
    if (attacker) plans.push({ ...attacker, more });
  }
  checkNames(plans);
  return withVersions(plans, options.versions ?? {});
}

function withVersions(
  plans: readonly HostPlan[],
  versions: Readonly<Record<string, string>>,
): readonly HostPlan[] {
  const stranger = Object.keys(versions).find((name) => plans.every((plan) => plan.name !== name));
  if (stranger !== undefined)
    throw new Error(`versions: the lab has no host "${stranger}"; name one that it has`);
  return plans.map((plan) => {
    const version = versions[plan.name];
    return version === undefined ? plan : { ...plan, version };
  });
}

function agentsOf(options: LabOptions): readonly AgentSpec[] {
  const count = options.agentCount;
  if (count === undefined) return options.agents ?? FLEET;
  if (!Number.isInteger(count) || count < 0 || count > AGENTS)
    throw new Error(
      `agentCount: ${count} is not possible; write a whole number from 0 to ${AGENTS}`,
    );
  return Array.from({ length: count }, (_, index) => ({
    name: `agent-${String(index + 1).padStart(3, "0")}`,
    location: index < count / 2 ? "hel1" : "nbg1",
  }));
}

function checkCount(option: string, count: number, most: number): void {
  if (count > most) throw new Error(`${option}: ${count} are too many; name ${most} at most`);
}

function checkNames(plans: readonly HostPlan[]): void {
  const seen = new Set<string>();
  for (const { name } of plans) {
    if (!NAME.test(name))
      throw new Error(`host "${name}" is no host name; write small letters, digits and dashes`);
    if (seen.has(name)) throw new Error(`host "${name}" is there twice; give each its own name`);
    seen.add(name);
  }
}
