import { EXECUTABLES } from "../../../policy/model/hostPaths";
import type { GoodStack } from "../joined";
import type { Target } from "../manager/findAgents";
import { rootShell } from "../../../ssh/rootShell";
import { runOn } from "../../../ssh/onHost";
import { sizeOf, type Seen, type Wanted } from "./seen";

const ALERTS = "/var/ossec/logs/alerts/alerts.json";

// Standard input: where in the file to begin, and the script whose lines are wanted.
const SCRIPT = `read -r from
read -r script
tail -c "+$((from + 1))" ${ALERTS} | grep -F -- "$script"
exit 0`;

interface Alert {
  readonly agent?: { readonly id?: string };
  readonly rule?: { readonly id?: string };
  readonly data?: {
    readonly command?: string;
    readonly parameters?: { readonly program?: string };
  };
}

/** Looks for the proof on the manager: the agent's own log line, which is written only once it is done. */
export async function managerProof(
  wanted: Wanted,
  { input: { ssh, manager } }: GoodStack,
  { agent }: Target,
): Promise<() => Promise<Seen>> {
  const from = await sizeOf(ssh, manager, ALERTS);
  const script = wanted === "isolate" ? EXECUTABLES.isolate : EXECUTABLES.release;
  return async () => {
    const { stdout } = await runOn(ssh, manager, rootShell(ssh, SCRIPT), `${from}\n${script}\n`);
    return readAlerts(wanted, agent.id, script, stdout);
  };
}

/** Reads lines of alerts.json. */
export function readAlerts(wanted: Wanted, id: string, script: string, text: string): Seen {
  const found = text.split("\n").find((line) => {
    const { agent, data } = parse(line);
    return (
      agent?.id === id &&
      data?.parameters?.program === `active-response/bin/${script}` &&
      data.command === (wanted === "isolate" ? "add" : "delete")
    );
  });
  if (found === undefined) return undefined;
  return {
    ok: true,
    words: `its log line reached the manager, rule ${parse(found).rule?.id ?? "-"}`,
  };
}

function parse(line: string): Alert {
  try {
    return JSON.parse(line) as Alert;
  } catch {
    return {};
  }
}
