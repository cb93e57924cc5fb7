import { randomOf } from "../../lab/random";

/** So many of them, drawn by the seed, in their order; `all` for all. */
export function sampleOf<T>(all: readonly T[], size: string, seed: string): readonly T[] {
  if (size === "all" || Number(size) >= all.length) return all;
  const random = randomOf(Number(seed));
  return all
    .map((one, at) => ({ one, at, drawn: random() }))
    .sort((a, b) => a.drawn - b.drawn)
    .slice(0, Number(size))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
