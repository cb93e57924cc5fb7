import type { StackInput } from "../../../policy/model/stack";
import { EXECUTABLES } from "../../../policy/model/hostPaths";
import { rootShell } from "../../../ssh/rootShell";
import type { RunHere } from "../../../ssh/onHost";
import { handMessages, handScript } from "./handScript";

/** What came of lifting a block on one host. */
export interface Lifted {
  readonly what: "lifted" | "not blocked" | "no script" | "refused";
  readonly why?: string;
}

// The script's own exit codes: 0 lifted, 3 was not blocked, 1 refused. It is not there where no response blocks by nftables.
const SCRIPT = handScript(EXECUTABLES.unblock);

/** Lifts the block of an address on a host, by its own script, so that log and manager hear of it. */
export async function liftBlock(
  run: RunHere,
  ssh: StackInput["ssh"],
  address: string,
): Promise<Lifted> {
  const messages = handMessages(
    {
      version: 1,
      origin: { name: "", module: "active-response" },
      command: "add",
      parameters: { extra_args: [], alert: { data: { srcip: address } } },
    },
    { wazuh: { active_response: {} }, source: { ip: address }, command: "enable" },
  );
  const { code, stderr } = await run(rootShell(ssh, SCRIPT), messages);
  switch (code) {
    case 0:
      return { what: "lifted" };
    case 3:
      return { what: "not blocked" };
    case 69:
      return { what: "no script" };
    default:
      return {
        what: "refused",
        why: stderr.trim() || `exit ${code}; see active-responses.log there`,
      };
  }
}
