import { createInterface } from "node:readline/promises";

/** Asks on standard error, so that what is printed stays clean. @returns "" after Ctrl-C or the end of the input */
export async function ask(question: string): Promise<string> {
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await asked.question(question)).trim();
  } catch {
    return "";
  } finally {
    asked.close();
  }
}
