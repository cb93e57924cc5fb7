import { readEscape } from "./escapes";
import type { Reading } from "./reading";

/** What a repeat finds before it. */
export type Before = "item" | "repeat" | "nothing";

/** Reads what stands behind a `\` outside a class, with how long it is; undefined where a repeat behind it finds what stood before. */
export function readEscaped(reading: Reading): Before | undefined {
  const { cursor, levels } = reading;
  const from = cursor.at;
  const escaped = readEscape(reading, false);
  const lengths = levels.at(-1)?.lengths;
  switch (escaped.kind) {
    case "character":
      lengths?.item(1);
      return "item";
    case "set":
      lengths?.item(lengthOf(cursor.text.charAt(from)));
      return "item";
    case "place":
      return "nothing";
    case "nothing":
      return undefined;
    case "quote": {
      const quoted = cursor.take(/([^]*?)(?:\\E|$)/y)?.[1] ?? "";
      Array.from(quoted).forEach(() => lengths?.item(1));
      return quoted !== "" ? "item" : undefined;
    }
    default:
      return escaped satisfies never;
  }
}

/** How long what an escape stands for is, by its letter. */
function lengthOf(letter: string): 1 | "varies" | "unknown" {
  if (/[RX]/.test(letter)) return "varies";
  return /[\dgk]/.test(letter) ? "unknown" : 1;
}
