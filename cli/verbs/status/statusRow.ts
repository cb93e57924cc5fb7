import type { KnownAgent } from "../../lib/api/wazuhApi";
import type { HostCheck } from "../../lib/checkHosts";
import type { Block } from "../../lib/host/blockSets";
import type { Decision } from "../../lib/host/decisions";
import type { Asked } from "../../lib/askHosts";
import type { HostState } from "../../lib/host/probe";

/** One host, as `status --json` prints it. */
export interface StatusRow {
  readonly host: string;
  readonly role: string;
  /** Id on the manager; missing where the manager was not asked or does not know the agent. */
  readonly id?: string;
  /** What the manager says of the agent (`active`, `disconnected`), else what the agent says itself. */
  readonly state: string;
  readonly version?: string;
  /** Whether execd can run anything; missing where the host cannot be reached. */
  readonly execd?: boolean;
  /** Seconds since 1970. */
  readonly isolated?: { readonly since: number; readonly until?: number };
  readonly blocks: readonly Block[];
  readonly last?: Decision;
  /** Differences from the stack, in words; where it was not compared, those of the kernel from the host's files, if any. */
  readonly drift?: readonly string[];
  /** Why the host could not be looked at. */
  readonly reason?: string;
}

/** What one look found. */
export interface Looked {
  readonly state: HostState;
  readonly check?: HostCheck;
}

/** Puts together what the host, the manager and the comparison say. */
export function rowOf(
  asked: Asked<Looked>,
  known: KnownAgent | undefined,
  role = "agent",
): StatusRow {
  const about = { host: asked.host.name, role, ...(known && { id: known.id }) };
  if (!("answer" in asked)) {
    return { ...about, state: known?.status ?? "unknown", blocks: [], reason: asked.reason };
  }
  const { state, check } = asked.answer;
  const last = state.decisions.at(-1);
  return {
    ...about,
    state: known?.status ?? ownWord(state, role),
    version: state.version,
    execd: state.execd,
    ...(state.isolated && { isolated: state.isolated }),
    blocks: state.blocks,
    ...(last && { last }),
    ...driftIn(state, check),
  };
}

function driftIn({ kernel }: HostState, check?: HostCheck): Pick<StatusRow, "drift"> {
  if (check)
    return {
      drift:
        check.reason === undefined
          ? check.drift.map(({ what, detail }) => `${what}: ${detail}`)
          : [check.reason],
    };
  return kernel.length > 0 ? { drift: kernel.map((what) => `kernel: ${what}`) } : {};
}

function ownWord(state: HostState, role: string): string {
  if (role !== "agent") return state.version === "" ? "no Wazuh" : "manager";
  return state.connection === "connected" ? "active" : state.connection || "unknown";
}
