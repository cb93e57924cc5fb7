import { setTimeout as sleep } from "node:timers/promises";

import type { HostInput, StackInput } from "../../../policy/model/stack";
import { liftBlock } from "../../lib/host/liftBlock";
import { rootShell } from "../../../ssh/rootShell";
import { onHost, type RunHere } from "../../../ssh/onHost";
import { endProcess } from "./processStep";
import type { Leftovers } from "./runDrill";
import { failed, noted, passed, type Verdict } from "./step";

/** Seconds in which a block that was asked for just before an interruption has arrived. */
const LATE = 5;

/** Takes back what a drill did, over a connection of its own: the drill's may be broken. */
export async function cleanUp(
  ssh: StackInput["ssh"],
  agent: HostInput,
  leftovers: Leftovers,
): Promise<Verdict> {
  try {
    return await onHost(ssh, agent, (run) => over(run, ssh, leftovers));
  } catch (error) {
    const what = [...leftovers.addresses].join(", ");
    return failed(
      `${(error as Error).message}; blocked addresses may be left: ${what}; run active-response unblock`,
    );
  }
}

async function over(
  run: RunHere,
  ssh: StackInput["ssh"],
  { addresses, expected, processes }: Leftovers,
): Promise<Verdict> {
  const problems: string[] = [];
  for (const process of processes) {
    const { code, stderr } = await run(
      rootShell(ssh, endProcess.script),
      endProcess.input(process),
    );
    if (code !== 0) problems.push(`process ${process.pid} in ${process.folder} (${stderr.trim()})`);
  }
  const lifted = new Set<string>();
  const lift = async (address: string): Promise<void> => {
    const { what, why } = await liftBlock(run, ssh, address);
    if (what === "lifted") lifted.add(address);
    if (what === "refused") problems.push(`${address} (${why ?? what})`);
  };
  for (const address of addresses) await lift(address);
  const late = (): string[] => [...expected].filter((address) => !lifted.has(address));
  const end = Date.now() + LATE * 1000;
  while (late().length > 0 && problems.length === 0 && Date.now() < end) {
    await sleep(500);
    for (const address of late()) await lift(address);
  }
  if (problems.length > 0) return failed(`left behind: ${problems.join(", ")}`);
  const did = `${lifted.size} blocks lifted, ${processes.length} process(es) and their folders removed`;
  return late().length === 0
    ? passed(did)
    : noted(
        `${did}; if events arrive late, ${late().join(", ")} may still get blocked: run active-response unblock`,
      );
}
