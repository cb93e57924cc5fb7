import type { LastSent } from "../policy/bundle/constants";
import type { Rollout } from "./readRollout";
import { wordsOf } from "./wordsOf";

/** What each host of this stack was sent last, and what it has kept of that, by its name: the rest goes by its sum. */
export function lastSent(rollout: Rollout): ReadonlyMap<string, LastSent> {
  return new Map(wordsOf(rollout).flatMap(([host, { sent }]) => (sent ? [[host, sent]] : [])));
}
