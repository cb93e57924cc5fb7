import type { Line } from "./pattern";
import type { LogKind } from "./places";

/** Lines of a daemon that prove who was at the other end of a connection, and the rules that they reach. */
export interface Provenance {
  /** Adds to the id of our first guard rule; never given to another row, since alerts and searches name it. */
  readonly slot: number;
  /** Stock rules of Wazuh 4.14.7 that are held to these lines. */
  readonly rules: readonly number[];
  /** The stock decoder takes an address out of what a client sent, so that lint warns where nothing of ours asks. */
  readonly fooled?: true;
  /** Rules that have this one above them are held to the lines too, where a policy names or counts them. */
  readonly below?: number;
  /** Every honest form; a line of another form proves no address. */
  readonly lines: readonly Line[];
}

/** A daemon whose lines hold what a client sent. */
export interface Daemon {
  readonly name: string;
  /** Programs in the header of syslog, as an extended regular expression; undefined for a log without that header. */
  readonly program?: string;
  /** How its message begins, as an extended regular expression: tells it from others of that program, or without one. */
  readonly begins?: string;
  readonly log: LogKind;
  /** The stock rule above all others of its decoder, which has level 0. */
  readonly root?: number;
  /** Slot of the guard that asks where the line was read. */
  readonly placeSlot: number;
  /** Slot of the guard that holds rules of one's own below the root to every line of the daemon. */
  readonly ownSlot?: number;
  readonly rows: readonly Provenance[];
}
