import { setTimeout as sleep } from "node:timers/promises";

import type { StackInput } from "../../../policy/model/stack";
import { parseBlocks } from "../../lib/host/blockSets";
import { rootShell } from "../../../ssh/rootShell";
import type { RunHere } from "../../../ssh/onHost";

/** The drill was stopped by a signal. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";
}

/** An alert on the manager, as far as a drill looks at it. */
export interface SeenAlert {
  readonly rule: { readonly id: string };
  readonly agent?: { readonly name?: string };
  readonly data?: {
    readonly srcip?: string;
    readonly parameters?: { readonly program?: string };
  };
}

/** The agent and its manager, over one connection each. */
export interface Site {
  readonly agent: string;
  /** Longest wait for what is expected, in seconds. */
  readonly within: number;
  /** Runs a constant script as root on the agent. @throws Error with its words where it fails */
  readonly onAgent: (script: string, input?: string) => Promise<string>;
  /** Addresses that the agent's kernel blocks now. */
  readonly blocked: () => Promise<readonly string[]>;
  /** Alerts about the agent since the drill began. */
  readonly alerts: () => Promise<readonly SeenAlert[]>;
  /** Asks until the answer is yes. @returns whether it was in time. @throws InterruptedError */
  readonly until: (ask: () => Promise<boolean>) => Promise<boolean>;
}

const ALERTS = "/var/ossec/logs/alerts/alerts.json";
const SIZE = `wc -c <${ALERTS}`;
const TAIL = `read -r from; tail -c "+$((from + 1))" ${ALERTS}`;
const SETS = `for set in blocked4 blocked6; do nft -j list set inet wazuh_active_response "$set" | tr -d '\\n'; echo; done`;
/** Seconds between two looks. */
const LOOK = 0.3;

/** Opens a site; alerts count from now on. */
export async function openSite(
  ssh: StackInput["ssh"],
  agent: { readonly name: string; readonly run: RunHere },
  manager: RunHere,
  within: number,
  signal: AbortSignal,
): Promise<Site> {
  const must =
    (run: RunHere, where: string) =>
    async (script: string, input = "") => {
      const { code, stdout, stderr } = await run(rootShell(ssh, script), input);
      if (code !== 0) throw new Error(`${where}: ${stderr.trim()} (exit ${code})`);
      return stdout;
    };
  const onAgent = must(agent.run, agent.name);
  const onManager = must(manager, "the manager");
  const from = (await onManager(SIZE)).trim();
  return {
    agent: agent.name,
    within,
    onAgent,
    blocked: async () =>
      (await onAgent(SETS))
        .split("\n")
        .flatMap((line) => parseBlocks(line).map(({ address }) => address)),
    alerts: async () =>
      (await onManager(TAIL, `${from}\n`))
        .split("\n")
        .flatMap((line) => parse(line) ?? [])
        .filter((alert) => alert.agent?.name === agent.name),
    until: async (ask) => {
      const end = Date.now() + within * 1000;
      for (;;) {
        if (signal.aborted) throw new InterruptedError("interrupted");
        if (await ask()) return true;
        if (Date.now() > end) return false;
        await sleep(LOOK * 1000);
      }
    },
  };
}

/** The last line may still be being written. */
function parse(line: string): SeenAlert | undefined {
  try {
    return JSON.parse(line) as SeenAlert;
  } catch {
    return undefined;
  }
}
