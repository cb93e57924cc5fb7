/** Wrong arguments or files: the command line prints it in one line without a stack trace, and exits with 64. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
