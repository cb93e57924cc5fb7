/** No engine can be had here. The message is for the user: what is missing and what to do. */
export class EngineError extends Error {
  override readonly name = "EngineError";
}
