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

/**
 * C's strtoul with base 0, as Wazuh reads intervals: `0x10` is 16, `010` is 8, and `08h` is 0 with the rest `8h`.
 * @returns undefined where no number begins the text, and for one below 0.
 */
export function strtoul(
  text: string,
): { readonly value: number; readonly rest: string } | undefined {
  const match = /^[ \t\n\v\f\r]*\+?(0x[\da-f]+|0[0-7]*|[1-9]\d*)/i.exec(text);
  const digits = match?.[1];
  if (!match || digits === undefined) return undefined;
  const octal = /^0[0-7]/.test(digits);
  return {
    value: octal ? Number.parseInt(digits, 8) : Number(digits),
    rest: text.slice(match[0].length),
  };
}

/**
 * C's strtol with base 0, cut to an int as Wazuh keeps it: `0x10` is 16, `-5m` is -5 with the rest `m`, and `x` is 0 with the
 * rest `x`.
 */
export function strtol(text: string): { readonly value: number; readonly rest: string } {
  const sign = /^[ \t\n\v\f\r]*-(?=\d)/.exec(text)?.[0];
  const found = strtoul(sign === undefined ? text : text.slice(sign.length));
  if (!found) return { value: 0, rest: text };
  const value = atoi(String(BigInt(found.value)));
  return { value: sign === undefined ? value : -value, rest: found.rest };
}
