/** A value that is not valid where it was given. Thrown by the parse functions of the model, and by nothing else. */
export class ValueError extends Error {
  override readonly name = "ValueError";

  /**
   * @param code stable kebab-case name of what is wrong, as a finding has it.
   * @param value the value as it was given, as people are to see it.
   * @param reason what is wrong with it, and what Wazuh would do.
   * @param instead what to write instead.
   */
  constructor(
    readonly code: string,
    readonly value: string,
    readonly reason: string,
    readonly instead: string,
  ) {
    super(`${value} ${reason}; ${instead}`);
  }
}
