import type { Decision } from "../play/decision";
import type { Sample } from "./sample";

/** All that would have been done to one address, account or program. */
export interface Acted {
  readonly kind: Decision["kind"];
  readonly subject: string;
  /** What ran for it, where that is the user's own. */
  readonly script: string | undefined;
  times: number;
  /** The first few. */
  readonly hosts: string[];
  readonly rules: number[];
  readonly first: number;
  last: number;
  /** Attempts that were seen of an address before its first block. */
  readonly attemptsBefore: number;
  /** Whole hours since 1970, the first first. */
  readonly hours: number[];
  /** Alerts of it that had not been written, because it was blocked where they came from. */
  saved: number;
  /** Log-ins among those. */
  lockedOut: number;
  /** By an executable that is not ours. */
  foreign: boolean;
  readonly samples: Sample[];
  readonly against: Sample[];
  /** So long ago, and so harmless, that its alerts are not kept. */
  settled: boolean;
  /** The stock ignore window would have let it through at least once. */
  throughWindow: boolean;
}
