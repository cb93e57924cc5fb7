/** What is in bench/results/responses.json. */
export interface ResponsesResult {
  readonly cpus: number;
  /** Command that the stock way was measured with; null where there was none. */
  readonly iptables: string | null;
  /** Whether it was the stock executable itself; else the two iptables calls that it makes, its least cost. */
  readonly stockExecutable?: boolean;
  /** Blocked addresses -> milliseconds of one more, ours and the stock way. */
  readonly addMilliseconds: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** `none`, `ours`, `stock` -> packets a second, and the part of those without any block. */
  readonly packets: Readonly<
    Record<string, { readonly perSecond: number; readonly ofNone: number }>
  >;
}

/** A table for people. */
export function printResponses({ cpus, iptables, ...result }: ResponsesResult): string {
  const { addMilliseconds, packets, stockExecutable } = result;
  const stock =
    iptables === null
      ? "not measured, iptables is not installed"
      : `${stockExecutable === true ? "its executable" : "its two calls alone"}, ${iptables}`;
  return [
    `${cpus} processors; the stock way: ${stock}.`,
    ["blocked already", "block one more", "ours", "stock"].map(cell).join(""),
    ...Object.entries(addMilliseconds).map(([count, { ours, stock }]) =>
      [count, "ms", String(ours ?? ""), String(stock ?? "")].map(cell).join(""),
    ),
    ...Object.entries(packets).map(([name, { perSecond, ofNone }]) =>
      [name === "none" ? "no block" : `10,000 (${name})`, "packets/s", String(perSecond), `${ofNone} of none`] // prettier-ignore
        .map(cell)
        .join(""),
    ),
  ].join("\n");
}

function cell(text: string): string {
  return text.padEnd(18);
}
