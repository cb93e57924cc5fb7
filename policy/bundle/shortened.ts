/** What surrounds a place in a shell script; nothing in plain code. */
type Within = "single" | "double" | "braces" | "parens" | "backquotes" | "arithmetic";

interface HereDocument {
  readonly end: string;
  /** Its last line may have tabs in front. */
  readonly tabs: boolean;
}

/**
 * A POSIX shell script without whole-line comments, blank lines and indentation. What is between quotes, in a here-document or
 * behind the last backslash of a line stays byte for byte: there it means something.
 * @throws Error where the text ends in the middle of one of them: it was not understood, and what is kept is not to be trusted.
 */
export function shortenedShell(text: string): string {
  const place = new Place();
  const kept: string[] = [];
  for (const line of text.split("\n")) {
    const bare = place.isPlain ? line.trimStart() : line;
    if (place.isPlain && (bare === "" || bare.startsWith("#"))) continue;
    kept.push(bare);
    place.read(bare);
  }
  if (!place.isEnd)
    throw new Error(
      `the script ends in the middle of ${place.name}; close it, or write it in a simpler way`,
    );
  return kept.join("\n");
}

/**
 * A part in perl, without whole-line comments, blank lines and indentation.
 * @throws Error where a line shows that lines mean something there: a here-document, POD, an end of the program.
 */
export function shortenedPerl(text: string): string {
  const odd = /^(?:=\w.*|__(?:END|DATA)__)$|<<~?["'A-Z_]/m.exec(text);
  if (odd) throw new Error(`a part in perl holds ${odd[0]}, in which every line matters`);
  return text
    .split("\n")
    .map((line) => line.trimStart())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .join("\n");
}

/** Where in a script the reading is, line by line. */
class Place {
  private readonly within: Within[] = [];
  private readonly documents: HereDocument[] = [];
  private goesOn = false;

  /** A line that begins here is code: its indentation means nothing. */
  get isPlain(): boolean {
    const [innermost = "parens"] = this.within.slice(-1);
    const code = innermost === "parens" || innermost === "backquotes";
    return code && !this.goesOn && this.documents.length === 0;
  }

  get isEnd(): boolean {
    return this.within.length === 0 && this.documents.length === 0;
  }

  get name(): string {
    return this.documents[0] ? `the here-document ${this.documents[0].end}` : this.within.join(" ");
  }

  read(line: string): void {
    const [document] = this.documents;
    // One that is opened in the line begins in the next.
    if (document && this.ends(document, line)) this.documents.shift();
    if (!document) this.readCode(line);
  }

  private ends({ end, tabs }: HereDocument, line: string): boolean {
    return (tabs ? line.replace(/^\t+/, "") : line) === end;
  }

  private readCode(line: string): void {
    this.goesOn = false;
    for (let at = 0; at < line.length; at += 1) {
      const rest = line.slice(at);
      const innermost = this.within.at(-1);
      const letter = line[at] ?? "";
      if (innermost === "single") this.leave(letter === "'");
      else if (letter === "\\") {
        this.goesOn = at === line.length - 1;
        at += 1;
      } else if (rest.startsWith("$((")) at += this.enter("arithmetic", "arithmetic");
      else if (rest.startsWith("$(")) at += this.enter("parens");
      else if (rest.startsWith("${")) at += this.enter("braces");
      else if (letter === '"') this.toggle("double");
      else if (letter === "`") this.toggle("backquotes");
      else if (innermost === "double") continue;
      else if (letter === "'" && !(innermost === "braces" && this.within.includes("double")))
        this.within.push("single");
      else if (innermost === "braces") this.leave(letter === "}");
      else if (letter === "(") this.within.push(innermost === "arithmetic" ? innermost : "parens");
      // One more than were opened ends the pattern of a case.
      else if (letter === ")") this.leave(innermost === "parens" || innermost === "arithmetic");
      else if (innermost === "arithmetic") continue;
      else if (letter === "#" && /^$|[\s;&|()]/.test(line.charAt(at - 1))) return;
      else at += this.openDocument(rest);
    }
  }

  private enter(...kinds: readonly Within[]): number {
    this.within.push(...kinds);
    return kinds.length;
  }

  private leave(really: boolean): void {
    if (really) this.within.pop();
  }

  private toggle(kind: Within): void {
    if (this.within.at(-1) === kind) this.within.pop();
    else this.within.push(kind);
  }

  private openDocument(rest: string): number {
    const found = /^<<(-?)[ \t]*(?:'([^']*)'|"([^"]*)"|\\?(\w+))/.exec(rest);
    if (!found) return 0;
    const [all, tabs, ...ends] = found;
    this.documents.push({ end: ends.join(""), tabs: tabs === "-" });
    return all.length - 1;
  }
}
