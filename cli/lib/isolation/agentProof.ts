import { EXECUTABLES } from "../../../policy/model/hostPaths";
import type { GoodStack } from "../joined";
import type { Target } from "../manager/findAgents";
import { agentState, type AgentState } from "./agentState";
import type { Seen, Wanted } from "./seen";

/**
 * Seconds that a packet of the manager may take to an isolated agent: its own log line is answered within two or three, and
 * a keepalive, which agentd sends every ten or twenty, at the latest. With nothing by then the operator is told.
 */
export const SETTLE = 25;

/** Seconds in which the agent logs what it decided; longer where its log cannot be written. */
const LOGGED = 5;

/** Looks for the proof on the agent itself: what its kernel says, and its own decision after now. */
export async function agentProof(
  wanted: Wanted,
  { input: { ssh } }: GoodStack,
  { host }: Target,
): Promise<() => Promise<Seen>> {
  const before = await agentState(ssh, host);
  let since: number | undefined;
  return async () => {
    const now = await agentState(ssh, host, before.size);
    since ??= isDone(wanted, before, now) ? Date.now() : undefined;
    return judge(
      wanted,
      before,
      now,
      since === undefined ? undefined : (Date.now() - since) / 1000,
    );
  };
}

function isDone(wanted: Wanted, before: AgentState, now: AgentState): boolean {
  return wanted === "isolate"
    ? now.table !== undefined && now.table !== before.table
    : now.table === undefined;
}

/**
 * Judges what an agent says.
 * @param seconds since its kernel was first seen as wanted; undefined where it is not.
 */
export function judge(
  wanted: Wanted,
  before: AgentState,
  now: AgentState,
  seconds: number | undefined,
): Seen {
  const script = wanted === "isolate" ? EXECUTABLES.isolate : EXECUTABLES.release;
  const own = now.decisions.filter((one) => one.script === script).at(-1);
  if (own && (own.decision === "refused" || own.decision === "failed"))
    return { ok: false, words: own.why };
  if (seconds === undefined) return undefined;
  if (!own && seconds < LOGGED) return undefined;
  // The agent's log is on the disk that may be full: then its kernel speaks alone.
  const said = own ? ` (${own.decision}: ${own.why})` : ", its log says nothing";
  if (wanted === "release") {
    if (own?.decision === "not found") return { ok: true, words: "over SSH, it was not isolated" };
    if (!own && before.table === undefined) return undefined;
    const back = now.kept
      ? "; it will be isolated again at the next boot, since its isolation.nft cannot be removed"
      : "";
    return { ok: true, words: `over SSH, its nft table is gone${said}${own ? "" : back}` };
  }
  const kept = now.kept || own ? "" : "; it will NOT survive a reboot";
  if (now.packets > 0 && now.agentd) {
    const words = `over SSH, its nft table is loaded, and ${now.packets} packet${now.packets === 1 ? "" : "s"} came from the manager since${said}${kept}`;
    return { ok: true, words };
  }
  // An agent that does not run will hear nothing, however long one waits.
  if (seconds < (now.agentd ? SETTLE : LOGGED)) return undefined;
  const lacking = now.agentd
    ? `nothing came from the manager in ${SETTLE} s`
    : "its wazuh-agentd does not run";
  const words = `its nft table is loaded, and ${lacking}${said}${kept}`;
  return { ok: true, unproven: true, words };
}
