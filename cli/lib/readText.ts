import { readFileSync } from "node:fs";

import { UsageError } from "./exit";

/**
 * Reads a file that was named on the command line; `-` is standard input.
 * @param what kind of file it is to be, for the message.
 * @throws UsageError naming the file and the reason.
 */
export function readText(file: string, what = "an ossec.conf"): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new UsageError(
      `"${file}" cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"}); give the path of ${what}, or - for standard input`,
    );
  }
}
