/**
 * Exit codes of every verb, in one place:
 * 0 done or clean; 1 warnings; 2 errors, drift or a drill that failed; 3 a host cannot be reached; 64 wrong use;
 * 70 a fault of this program.
 */
export const EXIT = { ok: 0, warnings: 1, bad: 2, unreachable: 3, usage: 64, fault: 70 } as const;

/** Wrong arguments or files: printed in one line without a stack trace, exit 64. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
