import { EXECUTABLES } from "../../policy/model/executables";
import { parseDecision } from "../host/decisions";
import type { GoodStack } from "../joined";
import type { Target } from "../manager/findAgents";
import { rootShell } from "../../ssh/rootShell";
import { runOn } from "../../ssh/onHost";
import { sizeOf, type Seen, type Wanted } from "./seen";

const LOG = "/var/ossec/logs/active-responses.log";

// Standard input: where in the log to begin. First the table, then what was decided since.
const SCRIPT = `read -r from
if nft list table inet wazuh_active_response_isolation >/dev/null 2>&1; then echo isolate; else echo release; fi
tail -c "+$((from + 1))" ${LOG} | grep -F '"decision"'
exit 0`;

/** Looks for the proof on the agent itself: its nft table, and its own decision after now. */
export async function agentProof(
  wanted: Wanted,
  { input: { ssh } }: GoodStack,
  { host }: Target,
): Promise<() => Promise<Seen>> {
  const from = await sizeOf(ssh, host, LOG);
  const script = wanted === "isolate" ? EXECUTABLES.isolate : EXECUTABLES.release;
  return async () => {
    const { stdout } = await runOn(ssh, host, rootShell(ssh, SCRIPT), `${from}\n`);
    return readAgent(wanted, script, stdout);
  };
}

/** Reads what the script prints. */
export function readAgent(wanted: Wanted, script: string, text: string): Seen {
  const [table, ...lines] = text.split("\n");
  const own = lines
    .flatMap((line) => parseDecision(line) ?? [])
    .filter((one) => one.script === script)
    .at(-1);
  if (!own) return undefined;
  if (own.decision === "refused" || own.decision === "failed") return { ok: false, words: own.why };
  if (table !== wanted) return undefined;
  if (own.decision === "not found") return { ok: true, words: "over SSH, it was not isolated" };
  const state = wanted === "isolate" ? "its nft table is loaded" : "its nft table is gone";
  return { ok: true, words: `over SSH, ${state} (${own.decision}: ${own.why})` };
}
