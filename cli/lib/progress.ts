import { startSpinner } from "../../terminal/spinner";
import { oneLine } from "../../terminal/shown";

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
  const spinner = startSpinner(oneLine(text));
  try {
    return await work({
      tell: (words) => {
        spinner?.update({ text: oneLine(words) });
      },
      note: (line) => {
        spinner?.clear();
        console.error(line);
      },
    });
  } finally {
    spinner?.stop();
    spinner?.clear();
  }
}
