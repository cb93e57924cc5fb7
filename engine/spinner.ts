import type { WriteStream } from "node:tty";

import { createSpinner, type Spinner } from "nanospinner";

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
  const spinner = createSpinner(text, { stream }).start();
  SIGNALS.forEach((signal, i) => {
    const others = before[i] ?? [];
    if (others.length === 0) return;
    for (const listener of process.listeners(signal))
      if (!others.includes(listener)) process.off(signal, listener);
  });
  return spinner;
}
