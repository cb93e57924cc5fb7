import { readAttributes } from "./attributes";
import { cutAtNul, entryOf, type Entry } from "./entry";
import { MAX_BYTES, MAX_DEPTH } from "../limits";
import { ReadError } from "./readError";
import { byteLength, isSpace, Source } from "./source";

/**
 * Reads a text as Wazuh's os_xml does (src/os_xml/os_xml.c of 4.14.7), which is not XML: no entities, no CDATA, no
 * declaration, nothing trimmed, text outside of elements ignored, a `<` behind a backslash no markup.
 * @returns the flat list of elements and attributes, in the order of the text.
 * @throws ReadError
 */
export function readEntries(text: string): Entry[] {
  const source = new Source(text);
  const entries: Entry[] = [];
  while (skipToElement(source)) readElement(source, 0, entries);
  return entries;
}

/** Skips what stands outside of elements; false where the text ends. */
function skipToElement(source: Source): boolean {
  for (let escaped = false; ;) {
    const c = source.next();
    if (c === "") return false;
    if (c !== "<") {
      escaped = c === "\\" && !escaped;
    } else if (!source.skipComment()) {
      if (!escaped) {
        source.at--;
        return true;
      }
      escaped = false;
    }
  }
}

/** Reads one element, whose `<` comes next, with all below it. */
function readElement(source: Source, level: number, entries: Entry[]): void {
  const start = source.at;
  if (level >= MAX_DEPTH) {
    source.refuse(start, "XMLERR: Max recursion level reached", `more than ${MAX_DEPTH} levels`);
  }
  source.at++;
  if (source.peek() === "/") {
    source.refuse(start, "XMLERR: Element not opened.", "this closes an element that is not open");
  }
  const { name, blank } = readName(source, start);
  const closed = name.endsWith("/");
  const entry = entryOf("element", closed ? name.slice(0, -1) : name, level, source.place(start));
  entries.push(entry);
  const slash = blank && attributesOf(source, start, entry, entries);
  if (closed || slash) return;
  entry.content = readContent(source, start, entry, entries);
  readClosing(source, start, entry);
}

function readName(source: Source, start: number): { name: string; blank: boolean } {
  const text = new Text(source, start);
  for (;;) {
    const c = text.next();
    if (c === ">" || isSpace(c)) return { name: text.read, blank: c !== ">" };
    text.add(c);
  }
}

function attributesOf(source: Source, start: number, entry: Entry, entries: Entry[]): boolean {
  try {
    return readAttributes(source, entry.level, entries);
  } catch (error) {
    if (!(error instanceof ReadError) || /^[\w-]+$/.test(entry.name)) throw error;
    // Not a name that anybody would give: what was meant is a value with a < in it, or an XML declaration.
    return source.refuse(start, error.wazuh, notAnElement(entry.name));
  }
}

/** Reads the content of an element up to its `</`: its children, and the text after the last one. */
function readContent(source: Source, start: number, entry: Entry, entries: Entry[]): string {
  let text = new Text(source, start, entry);
  for (let escaped = false; ;) {
    const c = text.next();
    if (c === "<" && !escaped) {
      if (source.peek() === "/") return cutAtNul(text.read);
      source.at--;
      readElement(source, entry.level + 1, entries);
      text = new Text(source, start, entry);
      continue;
    }
    escaped = c === "\\" && !escaped;
    text.add(c);
  }
}

function readClosing(source: Source, start: number, entry: Entry): void {
  const at = source.at - 1;
  source.at++;
  const text = new Text(source, start, entry);
  for (let c = text.next(); c !== ">"; c = text.next()) text.add(c);
  if (cutAtNul(text.read) === entry.name) return;
  const written = `</${text.read.slice(0, 60)}>`;
  const open = `<${entry.name}> of line ${entry.line}`;
  source.refuse(
    at,
    `XMLERR: Element '${entry.name}' not closed.`,
    text.read.trim() === entry.name
      ? `${written} does not close ${open}, because of the blank; write </${entry.name}>`
      : `${written} comes while ${open} is still open; write </${entry.name}> before it`,
  );
}

/** A run of characters that is being read, without the comments in it, and the two ways in which it can go wrong. */
class Text {
  read = "";
  private bytes = 0;

  constructor(
    private readonly source: Source,
    private readonly start: number,
    private readonly entry?: Entry,
  ) {}

  /** The next character that is not in a comment. */
  next(): string {
    for (;;) {
      const c = this.source.next();
      if (c === "") return this.endOfFile();
      if (this.bytes + byteLength(c) > MAX_BYTES) {
        return this.source.refuse(
          this.start,
          "XMLERR: String overflow.",
          `${this.entry ? `the text of <${this.entry.name}>` : "a name"} is longer than ${MAX_BYTES - 1} bytes`,
        );
      }
      if (c !== "<" || !this.source.skipComment()) return c;
    }
  }

  add(c: string): void {
    this.read += c;
    this.bytes += byteLength(c);
  }

  private endOfFile(): never {
    const name = this.entry?.name ?? this.read.trim().slice(0, 40);
    return this.source.refuse(
      this.start,
      "XMLERR: End of file and some elements were not closed.",
      /^[\w-]+$/.test(name) ? `<${name}> is never closed; write </${name}>` : notAnElement(name),
    );
  }
}

function notAnElement(name: string): string {
  return name.startsWith("?")
    ? `<${name} is an element to Wazuh, which does not know XML declarations; remove it`
    : "Wazuh reads this < as the beginning of an element, and does not decode &lt; either; a value cannot contain a raw <";
}
