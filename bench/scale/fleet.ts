import type { StackInput } from "../../policy/model/stack";

/** Network of the stand-in hosts, inside the tailnet by which the runbook reaches its hosts; every address of it is this namespace's own. */
export const NETWORK = "100.100.0.0/16";

/** Where all stand-in hosts listen. */
export interface Door {
  readonly port: number;
  readonly hostKey: string;
}

/**
 * A stack of so many agents and a manager, with the runbook's responses.
 * @param agents up to 60,000.
 */
export function fleetOf(agents: number, { port, hostKey }: Door, privateKey: string): StackInput {
  const host = (name: string, i: number): StackInput["manager"] => ({
    name,
    host: `100.100.${Math.floor(i / 250)}.${(i % 250) + 1}`,
    port,
    hostKey,
    location: i % 2 === 0 ? "hel1" : "nbg1",
  });
  return {
    ssh: { user: "root", privateKey },
    manager: host("wazuh", 0),
    agents: Array.from({ length: agents }, (_, i) =>
      host(`agent-${String(i + 1).padStart(5, "0")}`, i + 1),
    ),
    whitelist: { common: [{ address: "100.64.0.0/10", name: "headscale" }] },
    responses: [
      { kind: "block-ip", rules: [5763, 5712], timeout: "1h" },
      { kind: "kill-process", rules: [100_050], processes: ["totally-not-malware", "xmrig"] },
    ],
    rollout: { parallel: 32 },
  };
}
