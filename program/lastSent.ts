import type { LastSent } from "../policy/bundle/constants";
import { saidBy } from "./lastSaid";
import type { Rollout } from "./readRollout";

/** What each host of this stack was sent last, and what it has kept of that, by its name: the rest goes by its sum. */
export function lastSent({ ours, last }: Rollout): ReadonlyMap<string, LastSent> {
  const of = (host: string, isManager: boolean): (readonly [string, LastSent])[] => {
    const sent = last.said?.get(saidBy(host, isManager))?.sent;
    return sent ? [[host, sent]] : [];
  };
  const managers = ours.master ? [ours.master, ...ours.workers] : ours.workers;
  return new Map([
    ...managers.flatMap(({ name }) => of(name, true)),
    ...ours.agents.flatMap(({ name }) => of(name, false)),
  ]);
}
