import type { HostInput, StackInput } from "../../config/schema";
import { liftBlock } from "../host/liftBlock";
import { rootShell } from "../rootShell";
import { onHost } from "../ssh";
import { endProcess } from "./processStep";
import type { Leftovers } from "./runDrill";
import { failed, passed, type Verdict } from "./step";

/** Takes back what a drill did, over a connection of its own: the drill's may be broken. */
export async function cleanUp(
  ssh: StackInput["ssh"],
  agent: HostInput,
  { addresses, processes }: Leftovers,
): Promise<Verdict> {
  try {
    return await onHost(ssh, agent, async (run) => {
      const left: string[] = [];
      let lifted = 0;
      for (const address of addresses) {
        const { what, why } = await liftBlock(run, ssh, address);
        if (what === "lifted") lifted += 1;
        if (what === "refused") left.push(`${address} (${why ?? what})`);
      }
      for (const process of processes) {
        const { code, stderr } = await run(
          rootShell(ssh, endProcess.script),
          endProcess.input(process),
        );
        if (code !== 0) left.push(`process ${process.pid} in ${process.folder} (${stderr.trim()})`);
      }
      return left.length === 0
        ? passed(
            `${lifted} blocks lifted, ${processes.length} process(es) and their folders removed`,
          )
        : failed(`left behind: ${left.join(", ")}`);
    });
  } catch (error) {
    const what = [...addresses].join(", ");
    return failed(
      `${(error as Error).message}; blocked addresses may be left: ${what}; run active-response unblock`,
    );
  }
}
