import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";

import { programsOfKinds } from "../render/responses/filesOfKinds";
import { constantEnd } from "../render/template";
import { SCRIPTS } from "../render/scriptFolder";
import { packed, sent, unpacked, type Sent } from "./packed";

/** What a file of ours ends with whatever the policy says: its program, behind the settings at its top. */
export interface Program {
  /** As the file of scripts/responses is called, without `.hbs`. */
  readonly name: string;
  readonly text: string;
  /** Of the text, 64 hexadecimal digits. */
  readonly sha256: string;
}

let all: readonly Program[] | undefined;
const packs = new Map<string, Sent>();
const texts = new Map<string, ReadonlyMap<string, string>>();

/** Every program of the responses. */
export function programs(): readonly Program[] {
  all ??= [
    ...readdirSync(join(SCRIPTS, "responses"))
      .filter((name) => name.endsWith(".sh.hbs"))
      .sort()
      .map((name) => program(name.replace(/\.hbs$/, ""), constantEnd(`responses/${name}`))),
    ...programsOfKinds().map(([name, text]) => program(name, text)),
  ];
  return all;
}

function program(name: string, text: string): Program {
  return { name, text, sha256: createHash("sha256").update(text).digest("hex") };
}

/** The program that a file's content ends with; undefined where it has none of ours. */
export function programAtEnd(content: string): Program | undefined {
  return programs().find(({ text }) => content.endsWith(text));
}

/**
 * Packs programs, each set once: the name, a line end, the text; between two of them a NUL, which no text holds. Scripts of the shell
 * have much in common, and gzip looks back 32 KiB: side by side they pack to a tenth less than with a program of awk between them.
 */
export function packPrograms(some: Iterable<Program>): Sent {
  const place = ({ name }: Program): string => (name.endsWith(".awk") ? "~" : "") + name;
  const sorted = [...some].sort((a, b) => (place(a) < place(b) ? -1 : 1));
  const key = sorted.map(({ name }) => name).join(" ");
  let pack = packs.get(key);
  if (pack === undefined) {
    pack = sent(packed(sorted.map(({ name, text }) => `${name}\n${text}`).join("\0")));
    packs.set(key, pack);
  }
  return pack;
}

/** Name -> text of the programs that were packed, by this version or an earlier one. */
export function unpackPrograms(pack: Sent): ReadonlyMap<string, string> {
  const [sum = ""] = Object.keys(pack);
  let known = texts.get(sum);
  if (known === undefined) {
    const parts = unpacked(pack).split("\0");
    known = new Map(
      parts.map((part) => [part.slice(0, part.indexOf("\n")), part.slice(part.indexOf("\n") + 1)]),
    );
    texts.set(sum, known);
  }
  return known;
}
