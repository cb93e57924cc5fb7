import type { Entry } from "./entry";
import { ReadError } from "./readError";

/** Longest name of a variable, in bytes. */
const LONGEST_NAME = 255;

interface Variable {
  readonly name: string;
  readonly value: string;
}

/**
 * Puts the values of `<var name="x">value</var>` in the place of `$x`, in elements and attributes behind it, as Wazuh does
 * for rules and decoders (src/os_xml/os_xml_variables.c). Never in ossec.conf.
 * @throws ReadError for a variable without name or value, and for a `$x` that no variable has, once there are variables.
 */
export function applyVariables(entries: readonly Entry[]): void {
  const variables: Variable[] = [];
  for (const [i, entry] of entries.entries()) {
    if (entry.kind === "variable") variables.push(variableOf(entries, i));
    else if (variables.length > 0 && Buffer.byteLength(entry.content) > 2) expand(entry, variables);
  }
}

function variableOf(entries: readonly Entry[], at: number): Variable {
  const own = entries[at] as Entry;
  for (const entry of entries.slice(at + 1)) {
    if (entry.level < own.level) break;
    if (entry.kind !== "attribute") continue;
    if (entry.name.toLowerCase() !== "name") {
      throw refusal(
        'XMLERR: Only "name" is allowed as an attribute for a variable.',
        `a <var> takes only the attribute name, not ${entry.name}`,
        entry,
      );
    }
    if (Buffer.byteLength(entry.content) > LONGEST_NAME) {
      throw refusal("XMLERR: Invalid variable name size.", "this name is too long", entry);
    }
    return { name: entry.content, value: own.content };
  }
  throw refusal("XMLERR: No value set for variable.", 'write <var name="...">value</var>', own);
}

/**
 * Goes through the original text; `kept` counts what stays of the text that is being changed, as Wazuh counts it: in
 * bytes, and without what stands behind a `$(`, so that a later value overwrites it.
 */
function expand(entry: Entry, variables: readonly Variable[]): void {
  const original = toBytes(entry.content);
  let content = original;
  let kept = 0;
  for (let at = 0; at < original.length;) {
    if (original.charAt(at) !== "$") {
      at++;
      kept++;
      continue;
    }
    const name = /^[^$.|, ]*/.exec(original.slice(at + 1))?.[0] ?? "";
    if (name.length > LONGEST_NAME) {
      throw refusal(
        `XMLERR: Invalid variable name size: '${LONGEST_NAME}'.`,
        "what follows this $ is too long for a variable",
        entry,
      );
    }
    at += 1 + name.length;
    const found = variables.find((one) => lower(toBytes(one.name)) === lower(name));
    if (found) {
      const start = content.slice(0, kept) + toBytes(found.value);
      content = start + original.slice(at);
      kept = start.length;
    }
    if (name.startsWith("(") || found) continue;
    if (name !== "") {
      const text = fromBytes(name.slice(0, 95));
      throw refusal(
        `XMLERR: Unknown variable: '${text}'.`,
        `$${text} is not a variable of this file; define it above, or write \\x24 in a pcre2 pattern`,
        entry,
      );
    }
    kept++;
  }
  entry.content = fromBytes(content);
}

/** One character for each byte of UTF-8. */
function toBytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

function fromBytes(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}

function lower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function refusal(wazuh: string, meaning: string, { line, column }: Entry): ReadError {
  return new ReadError(wazuh, meaning, line, column);
}
