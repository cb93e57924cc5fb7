import { randomOf } from "../../lab/random";

/**
 * So many of them, drawn by the seed, in the order in which they were drawn: a run that is stopped has tried a fair part, and a
 * larger sample of the same seed begins with the smaller one.
 */
export function sampleOf<T>(all: readonly T[], size: number, seed: number): readonly T[] {
  const random = randomOf(seed);
  return all
    .map((one) => ({ one, drawn: random() }))
    .sort((a, b) => a.drawn - b.drawn)
    .slice(0, size)
    .map(({ one }) => one);
}
