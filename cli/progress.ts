import { createSpinner } from "nanospinner";

/** Tells what goes on; on standard error, so that what is printed stays clean. */
export interface Progress {
  /** Changes the words. */
  readonly tell: (text: string) => void;
  /** A line that stays. */
  readonly note: (text: string) => void;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Does long work with its name on screen, where there is a screen. */
export async function during<T>(
  text: string,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  const note = (line: string): void => {
    console.error(line);
  };
  if (!process.stderr.isTTY) return work({ tell: () => undefined, note });
  const spinner = startKeepingSignals(text);
  try {
    return await work({
      tell: (words) => {
        spinner.update({ text: words });
      },
      note: (line) => {
        spinner.clear();
        note(line);
      },
    });
  } finally {
    spinner.stop();
    spinner.clear();
  }
}

/** The spinner ends the program at a signal; where somebody else listens to it, to clean up first, it must not. */
function startKeepingSignals(text: string): ReturnType<typeof createSpinner> {
  const before = SIGNALS.map((signal) => process.listeners(signal));
  const spinner = createSpinner(text, { stream: process.stderr }).start();
  SIGNALS.forEach((signal, i) => {
    const others = before[i] ?? [];
    if (others.length === 0) return;
    for (const listener of process.listeners(signal))
      if (!others.includes(listener)) process.off(signal, listener);
  });
  return spinner;
}
