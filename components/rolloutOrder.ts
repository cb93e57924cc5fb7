import { ROLLOUT } from "../policy/model/keys/rollout";

/** An agent of a rollout and the agents that must be done before it begins. */
export interface Turn {
  readonly name: string;
  readonly after: readonly string[];
}

/** Agents side by side where the stack does not say how many. */

/**
 * The order of a rollout: the canary alone, then the others in as many lanes as may run side by side, each agent behind
 * the one before it in its lane. Pulumi runs what does not wait; the lanes are what makes it wait.
 */
export function rolloutOrder(
  names: readonly string[],
  canary: string | undefined,
  parallel: number = ROLLOUT.parallel,
): Turn[] {
  const first = names.filter((name) => name === canary);
  const rest = names.filter((name) => name !== canary);
  return [
    ...first.map((name) => ({ name, after: [] })),
    ...rest.map((name, i) => {
      const before = rest[i - parallel];
      return { name, after: before === undefined ? first : [before] };
    }),
  ];
}

/** The turns that no other waits for: when they are done, all are. */
export function lastTurns(turns: readonly Turn[]): readonly Turn[] {
  const before = new Set(turns.flatMap(({ after }) => after));
  return turns.filter(({ name }) => !before.has(name));
}
