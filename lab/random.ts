/** Random words of 32 bits that are the same in every run and on every machine (mulberry32). */
export function wordsOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** The same as numbers from 0 to below 1. */
export function randomOf(seed: number): () => number {
  const word = wordsOf(seed);
  return () => word() / 4_294_967_296;
}
