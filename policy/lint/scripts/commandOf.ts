import type { Word } from "./shellTree";

const WRAPPERS = /^(?:command|builtin|exec|nohup|setsid|env|nice|ionice|sudo|time|stdbuf|doas)$/;

/** The command behind what only says how it is run. */
export function commandOf(words: readonly Word[]): {
  name: string;
  args: string[];
  bounded: boolean;
  wrapped: string;
} {
  const plain = words.map(({ raw }) => unquoted(raw));
  let bounded = false;
  let wrapped = "";
  let i = 0;
  for (;;) {
    const name = plain[i]?.replace(/^.*\//, "") ?? "";
    if (!WRAPPERS.test(name) && name !== "timeout") {
      return { name, args: plain.slice(i + 1), bounded, wrapped };
    }
    wrapped = name;
    bounded ||= name === "timeout";
    i += 1;
    while (/^-|^\w+=/.test(plain[i] ?? "")) i += /^-(?:k|s|n|u|c)$/.test(plain[i] ?? "") ? 2 : 1;
    if (name === "timeout") i += 1;
  }
}

function unquoted(raw: string): string {
  return raw.replace(/^(['"])([\s\S]*)\1$/, "$2").replace(/\\(.)/g, "$1");
}

/** True where a command that prints says nothing, by its options. */
export function isSilent(name: string, args: readonly string[]): boolean {
  const text = ` ${args.join(" ")}`;
  if (name === "sed") return / (?:-[a-zA-Z]*i|--in-place)/.test(text);
  if (name === "curl") return / (?:-[a-zA-Z]*[oO]|--output|--remote-name)/.test(text);
  if (/awk$/.test(name)) return !/print/.test(text);
  return false;
}
