import { cutAtNul, entryOf, type Entry } from "./entry";
import { MAX_ATTRIBUTES, MAX_BYTES } from "../limits";
import { byteLength, isSpace, type Source } from "./source";

/**
 * Reads the attributes of the element whose name and first blank were just read.
 * @returns true where the element ends by `/`. Its `>` is left unread, as Wazuh leaves it: it becomes text of the parent.
 */
export function readAttributes(source: Source, level: number, entries: Entry[]): boolean {
  const names = new Set<string>();
  for (let count = 1; ; count++) {
    const start = skipBlanks(source);
    if (count > MAX_ATTRIBUTES) {
      source.refuse(
        start,
        "XMLERR: Too many attributes.",
        `more than ${MAX_ATTRIBUTES} attributes`,
      );
    }
    const first = source.peek();
    if (first === ">" || first === "/") {
      source.at++;
      return first === "/";
    }
    const name = cutAtNul(readName(source, start));
    if (names.has(name)) {
      source.refuse(
        start,
        `XMLERR: Attribute '${name}' already defined.`,
        `the attribute ${name} is given twice; remove one`,
      );
    }
    const value = cutAtNul(readValue(source, start, name));
    const entry = entryOf("attribute", name, level, source.place(start), value);
    entries.push(entry);
    // Wazuh looks for a second one only back to the last attribute called "var".
    if (entry.kind === "variable") names.clear();
    else names.add(name);
    const after = source.next();
    if (after === ">") return false;
    if (after === "/") return true;
    if (!isSpace(after)) {
      source.refuse(
        source.at - 1,
        `XMLERR: Bad attribute closing for '${name}'='${value}'.`,
        `after ${name}="${value}" only a blank, > or /> may follow; Wazuh does not accept <?xml ... ?>`,
      );
    }
  }
}

function skipBlanks(source: Source): number {
  while (isSpace(source.peek())) source.at++;
  return source.at;
}

function readName(source: Source, start: number): string {
  let name = "";
  for (let bytes = 0; ;) {
    const c = source.next();
    if (c === "") endOfFile(source, start);
    if (bytes >= MAX_BYTES) overflow(source, start, name);
    if (c === "=") return name;
    if (c === ">" || c === "/" || isSpace(c)) {
      source.refuse(
        start,
        `XMLERR: Attribute '${cutAtNul(name)}' has no value.`,
        `the attribute ${name} has no value; write ${name}="...", without a blank before =`,
      );
    }
    name += c;
    bytes += byteLength(c);
  }
}

function readValue(source: Source, start: number, name: string): string {
  while (isSpace(source.peek())) source.at++;
  const quote = source.next();
  if (quote !== '"' && quote !== "'") {
    source.refuse(
      start,
      `XMLERR: Attribute '${name}' not followed by a " or '.`,
      `the value of attribute ${name} must be in quotes`,
    );
  }
  let value = "";
  for (let bytes = 0; ;) {
    const c = source.next();
    if (c === "") endOfFile(source, start);
    if (bytes >= MAX_BYTES) overflow(source, start, name);
    if (c === quote) return value;
    if (c === ">") {
      source.refuse(
        start,
        `XMLERR: Attribute '${name}' not closed.`,
        `the value of attribute ${name} has no closing quote before a >; a value cannot contain >`,
      );
    }
    value += c;
    bytes += byteLength(c);
  }
}

function endOfFile(source: Source, start: number): never {
  return source.refuse(
    start,
    "XMLERR: End of file while reading an attribute.",
    "the file ends inside this attribute",
  );
}

function overflow(source: Source, start: number, name: string): never {
  return source.refuse(
    start,
    `XMLERR: Overflow attempt at attribute '${name.slice(0, 20)}'.`,
    `an attribute's name or value may be ${MAX_BYTES - 1} bytes at most`,
  );
}
