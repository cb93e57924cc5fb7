import type { LastSaid } from "../policy/rollout/leaving";
import { saidBy } from "./lastSaid";
import type { Rollout } from "./readRollout";

/** What each host that this stack rolls out said last, with its name; one that said nothing is missing. */
export function wordsOf({
  ours: { master, workers, agents },
  last: { said },
}: Pick<Rollout, "ours" | "last">): readonly (readonly [string, LastSaid])[] {
  const of = (host: string, isManager: boolean): (readonly [string, LastSaid])[] => {
    const words = said?.get(saidBy(host, isManager));
    return words ? [[host, words]] : [];
  };
  const managers = master ? [master, ...workers] : workers;
  return [
    ...managers.flatMap(({ name }) => of(name, true)),
    ...agents.flatMap(({ name }) => of(name, false)),
  ];
}
