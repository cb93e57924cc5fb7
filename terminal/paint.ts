import { randomInt } from "node:crypto";

import { createColors } from "picocolors";

/** The colours of the house. */
const NAMES = ["red", "green", "yellow", "dim", "bold"] as const;

/** Paints a text. */
export type Paint = (text: string) => string;
export type Painter = Readonly<Record<(typeof NAMES)[number], Paint>>;

/**
 * A word of this process that nobody outside knows, inside of each colour that it writes: that is how the edge tells our
 * colours from those that stand in a text from elsewhere. Three numbers, because what counts the width of a text (cli-table3)
 * takes them for a part of the colour.
 */
const SIGN = [0, 1, 2].map(() => String(randomInt(1000, 10_000))).join(";");

/** A colour of ours, as a pattern; its group is the colour's number. */
export const OURS = `\\u001b\\[(\\d+);${SIGN}m`;

/** Functions that paint, for a stream that goes through {@link guard}; where there are no colours they change nothing. */
export function painter(enabled: boolean): Painter {
  const colours = createColors(enabled);
  const paints = NAMES.map((name) => {
    const [open = "", close = ""] = colours[name]("|").split("|").map(signed);
    // Inside of a text that is painted already, the end of the inner one must not end the outer one.
    return [
      name,
      enabled
        ? (text: string) => `${open}${text.replaceAll(close, close + open)}${close}`
        : (text: string) => text,
    ] as const;
  });
  return Object.fromEntries(paints) as Record<(typeof NAMES)[number], Paint>;
}

/** Takes every colour of a text for ours: for what a library built of texts that went through `shown` before. */
export function signed(text: string): string {
  return text.replace(/\u001b\[(\d+)m/g, `\u001b[$1;${SIGN}m`);
}
