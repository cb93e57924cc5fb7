/** Columns where a terminal does not say how many it has: a serial console, `stty cols 0`, some CI jobs and containers. */
const USUAL = 80;

/** How wide a terminal is; never 0, by which a text would take lines without end. */
export function columnsOf({ columns }: { readonly columns?: number }): number {
  return columns !== undefined && columns > 0 ? columns : USUAL;
}
