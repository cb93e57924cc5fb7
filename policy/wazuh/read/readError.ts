/** A text that Wazuh's own reader refuses. The only error that the readers of this folder throw. */
export class ReadError extends Error {
  override readonly name = "ReadError";

  /**
   * @param wazuh what Wazuh logs for it.
   * @param meaning the same for people, with what to write instead.
   * @param line place of the cause, 1-based; Wazuh itself often names the end of the file.
   * @param column 1-based.
   */
  constructor(
    readonly wazuh: string,
    readonly meaning: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(`${line}:${column}: ${meaning} (${wazuh})`);
  }
}
