import { changedGroups } from "./changedGroups";
import { rowDifference } from "./rowDifference";

/** What managers share with agents; a change of it makes agents reload. */
export interface SharedWithAgents {
  /** Rows of ar.conf, which every agent gets. */
  readonly arConf: readonly string[];
  /** Group -> our part of its agent.conf, which the agents of the group get. */
  readonly agentConf?: Readonly<Record<string, string>> | undefined;
}

/** A change of what managers share with agents that waits for a window. */
export interface Waiting {
  /** True where ar.conf would change, if only in the order of its rows. */
  readonly arConf: boolean;
  /** Rows that would come and go. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Groups whose agent.conf would change. */
  readonly groups: readonly string[];
}

/**
 * Whether the managers wait: what they share with agents would change, and the stack defers that.
 * @param last of the last rollout; undefined before the first, which never waits.
 */
export function waitingFor(
  defer: boolean,
  last: SharedWithAgents | undefined,
  next: SharedWithAgents,
): Waiting | undefined {
  if (!defer || last === undefined) return undefined;
  const { added, removed, same } = rowDifference(last.arConf, next.arConf);
  const groups = changedGroups(last.agentConf, next.agentConf);
  return same && groups.length === 0 ? undefined : { arConf: !same, added, removed, groups };
}

/** Says what waits, for preview. */
export function printWaiting(waiting: Waiting, managers: readonly string[]): string {
  const { arConf, added, removed, groups } = waiting;
  const rows = [...added.map((row) => `  + ${row}`), ...removed.map((row) => `  - ${row}`)];
  return [
    `${managers.join(", ")} wait(s), with all their changes (rollout.deferArConfChanges): ${why(waiting)}. ` +
      "Agents get their scripts now; scripts that are no longer named stay. In your maintenance window, set it to false and run pulumi up.",
    ...(rows.length > 0 || !arConf ? rows : ["  (the same rows in another order)"]),
    ...groups.map((group) => `  ~ agent.conf of group ${group}`),
  ].join("\n");
}

function why({ arConf, groups }: Waiting): string {
  if (arConf) return "ar.conf would change, and every agent would reload";
  return `agent.conf of ${groups.join(", ")} would change, and the agents of the group would reload`;
}
