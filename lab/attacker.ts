import { mustRunInHost, runInHost, STAND_IN } from "./inHost";
import type { Attacker } from "./labTypes";

/** Seconds after which a connection counts as blocked: handshakes in the lab take less than a millisecond. */
const PATIENCE = 1;

/** The host outside the fleet. */
export function labAttacker(pid: number, addresses: readonly string[]): Attacker {
  return {
    addresses,
    run: (command, options) => runInHost(pid, ["/bin/sh", "-c", command], options),
    reaches: async (host, from, port = host.port) => {
      const to = from.includes(":") ? host.address6 : host.address;
      const outcome = await runInHost(pid, [
        "perl",
        `${STAND_IN}/reach.pl`,
        from,
        to,
        String(port),
        String(PATIENCE),
      ]);
      if (outcome.code > 1)
        throw new Error(`attacker: ${from} to ${host.name}:${port}: ${outcome.stderr.trim()}`);
      return outcome.code === 0;
    },
    bruteForce: async (host, { from, user = "admin", count }) => {
      const to = from.includes(":") ? host.address6 : host.address;
      const said = await mustRunInHost({ pid, name: "attacker" }, [
        "/bin/sh",
        `${STAND_IN}/bruteForce.sh`,
        from,
        `${user}@${to}`,
        String(count),
        String(PATIENCE),
      ]);
      return Number(said);
    },
  };
}
