import { shown } from "./shown";

/** As much of a stream as is guarded. */
type Stream = Pick<NodeJS.WriteStream, "write">;

interface Guarded {
  readonly guarded: Stream["write"];
  readonly raw: Stream["write"];
}

const STREAMS = new WeakMap<Stream, Guarded>();

/**
 * Puts {@link shown} in front of a stream. From then on whatever is printed goes through it, whoever prints it: `console`, a
 * verb, commander, a library. A second call changes nothing.
 */
export function guard(stream: Stream): void {
  if (STREAMS.get(stream)?.guarded === stream.write) return;
  const raw = stream.write.bind(stream) as (...args: unknown[]) => boolean;
  const guarded = ((chunk: string | Uint8Array, ...rest: unknown[]) =>
    raw(shown(textOf(chunk)), ...rest)) as Stream["write"];
  STREAMS.set(stream, { guarded, raw });
  stream.write = guarded;
}

/** Writes what steers the terminal (a cleared screen, a spinner), around the guard. No text from elsewhere comes here. */
export function writeRaw(stream: Stream, text: string): boolean {
  const known = STREAMS.get(stream);
  return known?.guarded === stream.write ? known.raw(text) : stream.write(text);
}

/** Bytes that are no UTF-8 become the sign for that. */
function textOf(chunk: string | Uint8Array): string {
  return typeof chunk === "string" ? chunk : new TextDecoder().decode(chunk);
}
