import { ADDRESS_HERE, PLAIN_USER_HERE, USER_HERE, type Line } from "../../provenance/pattern";
import { ereOf } from "./ere";

/** One form of a line that proves an address. */
export interface Proof {
  readonly namesUser: boolean;
  readonly apart: string | undefined;
  readonly owns: number;
  /** Of a line of {@link lineFor}: whatever user it has, and the one that is asked for. */
  readonly ofAnybody: RegExp;
  readonly ofUser: RegExp;
}

/**
 * The pattern has to be at the beginning of a message, and asks for address and user by what stands before that: one pattern for all
 * of them, since there may be millions.
 */
const BEFORE = "^([^\\0]*)\\0([^\\0]*)\\0";
const [ADDRESS_BEFORE, USER_BEFORE] = ["\\1", "\\2"];

/** A message with the address and the user that are asked for. */
export function lineFor(srcip: string, user: string, message: string): string {
  return `${srcip}\0${user}\0${message}`;
}

/** Makes the patterns of one form. */
export function proofOf(line: Line): Proof {
  const [apart] = line.apart;
  const ere = ereOf(line.ere);
  if (!ere.startsWith("^")) throw new Error(`${line.ere} does not begin with ^`);
  const compiled = (user: string, plainUser: string): RegExp =>
    new RegExp(
      BEFORE +
        ere
          .slice(1)
          // No digit may follow the number of a group.
          .replaceAll(ADDRESS_HERE, `(?:${ADDRESS_BEFORE})`)
          .replaceAll(PLAIN_USER_HERE, plainUser)
          .replaceAll(USER_HERE, user),
      "s",
    );
  return {
    namesUser: line.ere.includes(USER_HERE),
    apart,
    owns: apart === undefined ? 0 : line.owns(apart),
    ofAnybody: compiled("[^ \\t]+", "[A-Za-z0-9._@?-]+"),
    ofUser: compiled(`(?:${USER_BEFORE})`, `(?:${USER_BEFORE})`),
  };
}
