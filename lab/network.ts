import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { networkOf, type HostPlan } from "./hostPlan";
import { mustRun } from "./process";

/** Name of the bridge of a lab. */
export function bridgeOf(number: number): string {
  return `lab${number}`;
}

/** Makes the bridge that all cables of a lab end in; this process reaches the hosts through it. */
export async function upBridge(number: number): Promise<void> {
  const { prefix, prefix6 } = networkOf(number);
  const bridge = bridgeOf(number);
  const lines = [
    `link add ${bridge} type bridge`,
    `address add ${prefix}1/24 dev ${bridge}`,
    `address add ${prefix6}1/64 dev ${bridge} nodad`,
    `link set ${bridge} up`,
    "",
  ];
  await mustRun("ip", ["-batch", "-"], lines.join("\n"));
}

/** Takes the bridge away, and with it the near ends of all cables. */
export async function downBridge(number: number): Promise<void> {
  await mustRun("ip", ["link", "delete", bridgeOf(number)]);
}

/** Writes what `ip -batch` does inside a host: its addresses, and the ways to the attacker's. */
export function writeNetwork(dir: string, plan: HostPlan, attacker: HostPlan | undefined): void {
  const gateway = plan.address.replace(/\d+$/, "1");
  const lines = [
    "link set lo up",
    `address add ${plan.address}/24 dev eth0`,
    `address add ${plan.address6}/64 dev eth0 nodad`,
    ...plan.more.map(
      (address) => `address add ${whole(address)} dev eth0${isV6(address) ? " nodad" : ""}`,
    ),
    "link set eth0 up",
    `route add default via ${gateway}`,
  ];
  if (attacker && attacker !== plan) {
    for (const address of attacker.more) {
      const via = isV6(address) ? attacker.address6 : attacker.address;
      lines.push(`route add ${whole(address)} via ${via}`);
    }
  }
  writeFileSync(join(dir, "network"), `${lines.join("\n")}\n`);
}

function isV6(address: string): boolean {
  return address.includes(":");
}

function whole(address: string): string {
  return `${address}/${isV6(address) ? 128 : 32}`;
}
