/** Codes that a mistyped one may stand for: its parts, or at most three letters away; the nearest first. */
export function nearCodes(written: string, codes: readonly string[]): string[] {
  const small = written.toLowerCase();
  return [...new Set(codes)]
    .map((code) => ({ code, far: distance(small, code) }))
    .filter(({ code, far }) => far <= 3 || (small.length > 2 && code.includes(small)))
    .sort((a, b) => a.far - b.far || (a.code < b.code ? -1 : 1))
    .slice(0, 8)
    .map(({ code }) => code);
}

/** How many letters must be added, left out or changed to make one text the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
