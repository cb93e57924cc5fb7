/**
 * C's atoi: leading blanks, a sign, the digits up to the first other character; 0 where there are none.
 * This is how Wazuh reads a timeout (`10m` is 10) and an agent's id (`366, 409` is 366).
 */
export function atoi(text: string): number {
  const match = /^[ \t\n\v\f\r]*([+-]?\d+)/.exec(text);
  if (!match) return 0;
  const whole = Number(match[1]);
  // What strtol returns beyond its range, cut to an int.
  return Math.abs(whole) < 2 ** 63
    ? Number(BigInt.asIntN(32, BigInt(match[1] ?? 0)))
    : whole < 0
      ? 0
      : -1;
}
