import { createHash } from "node:crypto";

/** What was made at earlier starts by the same code: kept by whoever runs it, see program/madeBefore.ts. */
export interface Made {
  readonly get: (key: string) => string | undefined;
  readonly set: (key: string, text: string) => void;
}

let made: Made | undefined;

/** From now on {@link madeOf} asks there first, and leaves there what is new. Without it all is made anew. */
export function askFirst(before: Made | undefined): void {
  made = before;
}

/**
 * What is made of a text, as an earlier start of the same code made it where that is known. Packing and shortening what no policy
 * changes is a sixth of a preview's processor time (docs/performance.md).
 * @param what names the way; one way makes of one text always the same.
 * @param make the way itself.
 */
export function madeOf(what: string, text: string, make: (text: string) => string): string {
  if (!made) return make(text);
  const key = `${what} ${createHash("sha256").update(text).digest("hex")}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const now = make(text);
  made.set(key, now);
  return now;
}
