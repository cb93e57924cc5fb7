import { createInterface } from "node:readline/promises";

/**
 * Asks on standard error, so that what is printed stays clean. The line is edited by the terminal itself: readline's own
 * editing would write through the guard what steers a terminal.
 * @returns "" after Ctrl-C or the end of the input
 */
export async function ask(question: string): Promise<string> {
  const asked = createInterface({
    input: process.stdin,
    output: process.stderr,
    terminal: false,
  });
  const stopped = new AbortController();
  const stop = (): void => {
    stopped.abort();
  };
  process.once("SIGINT", stop);
  asked.once("close", stop);
  try {
    return (await asked.question(question, { signal: stopped.signal })).trim();
  } catch {
    return "";
  } finally {
    process.off("SIGINT", stop);
    asked.close();
  }
}
