import { createSpinner } from "nanospinner";

/** Tells what goes on; on standard error, so that what is printed stays clean. */
export interface Progress {
  /** Changes the words. */
  readonly tell: (text: string) => void;
  /** A line that stays. */
  readonly note: (text: string) => void;
}

/** Does long work with its name on screen, where there is a screen. */
export async function during<T>(
  text: string,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  const note = (line: string): void => {
    console.error(line);
  };
  if (!process.stderr.isTTY) return work({ tell: () => undefined, note });
  const spinner = createSpinner(text, { stream: process.stderr }).start();
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
