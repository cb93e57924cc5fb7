import type { Place } from "./source";
import { Source } from "./source";

/** Something of a text that no element holds. */
export interface IgnoredText extends Place {
  readonly text: string;
}

/** What Wazuh passes over without a word, in the order of the text. */
export interface IgnoredTexts {
  /** Text between elements, in front of them and behind them. */
  readonly texts: readonly IgnoredText[];
  /** Comments, without the `<!` and their end. */
  readonly comments: readonly IgnoredText[];
}

// A character behind a backslash, a comment, a tag; the reader allows no > in an attribute.
const TOKEN = /\\[^]|<!([^]*?)(?:!>|-->)|<(\/?)(?:<![^]*?(?:!>|-->)|(?!<!)[^>])*>/g;

/** Collects what stands outside of values in a text that Wazuh's own reader takes. */
export function ignoredText(text: string): IgnoredTexts {
  const source = new Source(text);
  const texts: IgnoredText[] = [];
  const comments: IgnoredText[] = [];
  let before: "opening" | "closing" | "closed" = "closing";
  let start = 0;
  const end = (at: number, next: "opening" | "closing" | "closed"): void => {
    const value = before === "opening" && next === "closing";
    const between = text
      .slice(start, at)
      .replace(/<!(?:[^]*?)(?:!>|-->)/g, (one) => " ".repeat(one.length));
    const first = between.search(/[^\s\ufeff\0]/);
    if (!value && first >= 0) {
      texts.push({ text: between.trim(), ...source.place(start + first) });
    }
  };
  for (const match of text.matchAll(TOKEN)) {
    const [token, comment, slash] = match;
    if (comment !== undefined) comments.push({ text: comment, ...source.place(match.index) });
    if (!token.startsWith("<") || comment !== undefined) continue;
    const kind = slash === "/" ? "closing" : token.endsWith("/>") ? "closed" : "opening";
    // A raw < in a value is a finding of its own.
    if (/^<\/?[\w-]/.test(token)) end(match.index, kind);
    before = kind;
    start = match.index + token.length;
  }
  end(text.length, "opening");
  return { texts, comments };
}
