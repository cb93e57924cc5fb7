/** The place in a program that a test may reach: the program itself, or a function of the shell. */
const TOP = 0;

/** How each language writes into the log that it was here. It neither fails nor prints. */
const SAY: Readonly<Record<string, (line: string, log: string) => string>> = {
  // With two blanks: tests that take a program apart look for its own BEGIN.
  awk: (line, log) => `BEGIN  { print "${line}" >> "${log}"; close("${log}") }`,
  perl: (line, log) => `{ if (open my $mark, ">>", "${log}") { print $mark "${line}\\n" } }`,
  shell: (line, log) => `{ echo "${line}" >>"${log}"; } 2>/dev/null || :`,
};

type Language = "awk" | "perl" | "shell";

/** The language of a program, by its name. */
export function languageOf(file: string): Language {
  if (file.endsWith(".awk")) return "awk";
  return file.endsWith(".pl") ? "perl" : "shell";
}

/**
 * A program that says when it runs, and of the shell also when one of its functions does. It does what it did before: a test that
 * fails with it compares texts, and notices any change.
 */
export function marked(file: string, text: string, log: string): string {
  const language = languageOf(file);
  const say = (place: number): string =>
    (SAY[language] as (typeof SAY)[string])(`${file}\t${place}`, log);
  const lines = text.split("\n");
  const first = lines.findIndex((line) => !/^\s*(?:#|$)/.test(line));
  if (first < 0) return text;
  return lines
    .map((line, at) => {
      const of = language === "shell" ? functionOn(line) : undefined;
      const inside = of === undefined ? line : `${of.head} ${say(at + 1)}${of.rest}`;
      return at === first ? `${say(TOP)}\n${inside}` : inside;
    })
    .join("\n");
}

/** Where a line begins a function of the shell: what it begins with, and the rest behind a mark. */
function functionOn(line: string): { readonly head: string; readonly rest: string } | undefined {
  const [, head, rest = ""] = /^(\s*\w+\(\) [{(])(?=\s|$)(.*)$/.exec(line) ?? [];
  if (head === undefined) return undefined;
  return { head, rest: rest.trim() === "" ? "" : `;${rest}` };
}

/** The place of which a line is: the function of the shell around it, or the program. */
export function placeOf(file: string, text: string, line: number): number {
  if (languageOf(file) !== "shell") return TOP;
  const lines = text.split("\n");
  for (let at = line; at > 0; at--) {
    const here = lines[at - 1] ?? "";
    if (functionOn(here)) return at;
    // The end of a function before it: functions stand at the margin.
    if (at < line && /^[})]/.test(here)) return TOP;
  }
  return TOP;
}
