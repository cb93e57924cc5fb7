import { networkOf, type HostPlan } from "./hostPlan";
import { mustRun, runProgram } from "./process";

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

/** Near end of the cable of a host of a lab. */
export function cableOf(number: number, address: string): string {
  return `lab${number}c${address.slice(address.lastIndexOf(".") + 1)}`;
}

/** Takes the bridge and the cables away at once, so that the next lab of this number finds their names free. */
export async function downBridge(number: number, cables: readonly string[]): Promise<void> {
  const lines = [...cables, bridgeOf(number)].map((link) => `link delete ${link}\n`);
  // A cable is gone already where its host has ended.
  await runProgram("ip", ["-force", "-batch", "-"], lines.join(""));
}

/**
 * What `ip -batch` does inside a host: its addresses, and the ways to the attacker's.
 * @param attacker the lab's attacker; undefined where there is none.
 */
export function networkOfHost(plan: HostPlan, attacker: HostPlan | undefined): string {
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
  return `${lines.join("\n")}\n`;
}

function isV6(address: string): boolean {
  return address.includes(":");
}

function whole(address: string): string {
  return `${address}/${isV6(address) ? 128 : 32}`;
}
