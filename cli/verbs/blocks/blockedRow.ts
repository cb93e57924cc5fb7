import { BLOCK_DECISIONS } from "../../../policy/model/kinds/blockIp";
import type { Decision } from "../../lib/host/decisions";
import type { HostState } from "../../lib/host/probe";
import { blocks } from "../../lib/oneAddress";

/** One address, or one network, on one host, as `blocks --json` prints it. */
export interface BlockedRow {
  readonly host: string;
  readonly address: string;
  /** Whether the kernel blocks it now. */
  readonly blocked: boolean;
  /** Seconds that are left; missing for a block without end, and where it is not blocked. */
  readonly left?: number;
  /** Which block of the address it is; missing where the host does not count them. */
  readonly step?: number;
  /** Id of the rule that it was blocked for; `-` where the host's log does not say it any more. */
  readonly rule: string;
  /** Id of the alert, for the manager's alerts.json. */
  readonly alert: string;
  /** What the host decided about it, oldest first. */
  readonly history: readonly Decision[];
}

/**
 * Rows of one host: what it blocks now, and with an address what it ever decided about that one.
 * @param address only this one, and the network that holds it. @default all that are blocked
 */
export function blockedOn(host: string, state: HostState, address?: string): BlockedRow[] {
  const decisions = bySubject(state.decisions);
  const rows = state.blocks
    .filter((block) => address === undefined || blocks(block.address, address))
    .map(({ address: one, left, step }) => ({
      host,
      address: one,
      blocked: true,
      ...(left !== undefined && { left }),
      ...(step !== undefined && { step }),
      ...reasonOf(decisions.get(one)),
    }));
  if (address === undefined || rows.length > 0) return rows;
  const past = reasonOf(decisions.get(address));
  return past.history.length > 0 ? [{ host, address, blocked: false, ...past }] : [];
}

/** Looked up once: a host under attack blocks twenty thousand, and its log is as long. */
function bySubject(decisions: readonly Decision[]): ReadonlyMap<string, readonly Decision[]> {
  const found = new Map<string, Decision[]>();
  for (const decision of decisions) {
    const all = found.get(decision.subject);
    if (all) all.push(decision);
    else found.set(decision.subject, [decision]);
  }
  return found;
}

function reasonOf(
  history: readonly Decision[] = [],
): Pick<BlockedRow, "rule" | "alert" | "history"> {
  const cause =
    history.filter(({ decision }) => decision === BLOCK_DECISIONS.done).at(-1) ??
    history.filter(({ rule }) => rule !== "-").at(-1);
  return { rule: cause?.rule ?? "-", alert: cause?.alert ?? "-", history };
}
