/**
 * A line that a daemon writes, in parts. What a client can write into it is a {@link text}, and is kept apart from what the
 * daemon writes behind it; everything else is the daemon's own.
 */
export type Part = string | Piece;

/** A part that is not plain text, in the spellings of both judges. */
export interface Piece {
  /** For PCRE2, in a rule of the manager. */
  readonly pcre2: string;
  /** For awk on a host: POSIX extended, without intervals and classes, which an old mawk does not have. */
  readonly ere: string;
  /** What the text of a client may not hold, or it could pass for what the daemon writes. */
  readonly apart?: string;
}

/** In an awk pattern: where the address of the alert has to stand, and where its user. */
export const ADDRESS_HERE = "ADDRESS_HERE";
export const USER_HERE = "NAME_HERE";
export const PLAIN_USER_HERE = "PLAIN_NAME_HERE";

/** The address of the peer, as the daemon got it from the kernel. */
export const ADDRESS: Piece = { pcre2: "[\\dA-Fa-f.:]+", ere: ADDRESS_HERE };
/** A peer that may also be a name or nothing: then no address is claimed. */
export const PEER: Piece = { pcre2: "\\S*", ere: ADDRESS_HERE };
/** A name without blanks that the alert gives as its user (dstuser). */
export const USER: Piece = { pcre2: "\\S+", ere: USER_HERE };
/** The same where its letters have to be those that Wazuh lets pass to a response (CRAFTED_USER, analysisd.c). */
export const PLAIN_USER: Piece = { pcre2: "[A-Za-z0-9._@?-]+", ere: PLAIN_USER_HERE };
/** Digits. */
export const NUMBER: Piece = { pcre2: "\\d+", ere: "[0-9]+" };
/** One word, at least a letter. */
export const WORD: Piece = { pcre2: "\\S+", ere: "[^ \\t]+" };
/** Blanks, or none. */
export const BLANKS: Piece = { pcre2: "\\s*", ere: "[ \\t]*" };

/** Text of a client behind all that proves something. */
export const ANYTHING: Piece = { pcre2: ".*", ere: ".*" };

/**
 * Text of a client: anything, but nothing that holds the text by which the daemon goes on.
 * @param but characters that it does not hold either. @default none
 */
export function text(apart: string, but = ""): Piece {
  const one = but === "" ? { pcre2: ".", ere: "." } : oneBut(but);
  return { pcre2: `(?:(?!${literal(apart)})${one.pcre2})*?`, ere: `${one.ere}*`, apart };
}

/** Any number of characters but these. */
export function without(characters: string): Piece {
  const { pcre2, ere } = oneBut(characters);
  return { pcre2: `${pcre2}*`, ere: `${ere}*` };
}

// In a bracket expression of POSIX ] stands first; the lists here hold no ^ and no -.
function oneBut(characters: string): { pcre2: string; ere: string } {
  const first = characters.includes("]") ? "]" : "";
  return {
    pcre2: `[^${literal(characters)}]`,
    ere: `[^${first}${characters.replaceAll("]", "")}]`,
  };
}

/** One of several forms. */
export function oneOf(...forms: readonly (readonly Part[] | string)[]): Piece {
  return join(
    forms.map((form) => (typeof form === "string" ? [form] : form)),
    "",
  );
}

/** Parts that may be missing. */
export function maybe(...parts: readonly Part[]): Piece {
  return join([parts], "?");
}

function join(forms: readonly (readonly Part[])[], times: string): Piece {
  const found = forms.map((parts) => new Line(parts));
  const apart = found.flatMap((line) => [...line.apart])[0];
  return {
    pcre2: `(?:${found.map(({ body }) => body.pcre2).join("|")})${times}`,
    ere: `(${found.map(({ body }) => body.ere).join("|")})${times}`,
    ...(apart !== undefined && { apart }),
  };
}

/** A whole line, from the first character of the message to its last. */
export class Line {
  /** Texts that must stand in the line as often as the daemon itself writes them. */
  readonly apart: ReadonlySet<string>;
  readonly body: { readonly pcre2: string; readonly ere: string };

  constructor(private readonly parts: readonly Part[]) {
    this.apart = new Set(
      parts.flatMap((part) =>
        typeof part === "string" || part.apart === undefined ? [] : [part.apart],
      ),
    );
    this.body = {
      pcre2: parts.map((part) => (typeof part === "string" ? literal(part) : part.pcre2)).join(""),
      ere: parts.map((part) => (typeof part === "string" ? bracketed(part) : part.ere)).join(""),
    };
  }

  /** How often the daemon writes the text itself: in its own words, around what a client wrote. */
  owns(apart: string): number {
    const own = this.parts.map((part) => (typeof part === "string" ? part : "\0")).join("");
    return count(own, apart);
  }

  /** For a rule of the manager, which anchors it with the others of its row: no raw `<`, which ends a value there. */
  get pcre2(): string {
    return this.body.pcre2;
  }

  /** Anchored at both ends, for awk. */
  get ere(): string {
    return `^${this.body.ere}$`;
  }
}

/** Makes a line of its parts. */
export function line(...parts: readonly Part[]): Line {
  return new Line(parts);
}

/** How often a text stands in another, overlaps included. */
export function count(text: string, part: string): number {
  let found = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found++;
  return found;
}

function literal(text: string): string {
  return text.replace(/[.*+?^$(){}[\]|\\/]/g, "\\$&").replaceAll("<", "\\x3c");
}

// Awk reads a backslash twice, in the text and in the pattern: brackets say the same with less to get wrong.
function bracketed(text: string): string {
  return text.replace(/[.*+?$(){}[|/]/g, "[$&]");
}
