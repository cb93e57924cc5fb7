import type { WriteStream } from "node:tty";

import { createSpinner, type Spinner } from "nanospinner";

import { columnsOf } from "../terminal/columns";
import { writeRaw } from "../terminal/guard";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Starts a spinner on a terminal; elsewhere there is none. The only place that knows the library: a spinner ends the
 * program at a signal, but where somebody else listens to that signal, to clean up first, it must not.
 * @param stream where it moves. @default standard error, so that what is printed stays clean
 */
export function startSpinner(
  text: string,
  stream: WriteStream = process.stderr,
): Spinner | undefined {
  if (!stream.isTTY) return undefined;
  const before = SIGNALS.map((signal) => process.listeners(signal));
  const spinner = createSpinner(text, { stream: around(stream) }).start();
  SIGNALS.forEach((signal, i) => {
    const others = before[i] ?? [];
    if (others.length <= leaving()) return;
    for (const listener of process.listeners(signal))
      if (!others.includes(listener)) process.off(signal, listener);
  });
  return spinner;
}

/**
 * How many listen only to tidy up when the program ends anyway (signal-exit, which the lock of the engine's folder brings
 * along): they end nothing while the spinner listens, and clean nothing up that the spinner would cut short.
 */
function leaving(): number {
  const { __signal_exit_emitter__: emitter } = process as {
    readonly __signal_exit_emitter__?: { readonly count: number };
  };
  return emitter?.count ?? 0;
}

/** All that the library asks of a stream. It counts the lines of its text by the columns, and clears as many. */
function around(stream: WriteStream): NodeJS.WriteStream {
  const few = {
    write: (text: string) => writeRaw(stream, text),
    get columns() {
      return columnsOf(stream);
    },
  };
  return few as unknown as NodeJS.WriteStream;
}
