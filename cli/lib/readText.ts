import { readFileSync } from "node:fs";

import { UsageError } from "./exit";

/**
 * Reads a file that was named on the command line; `-` is standard input.
 * @throws UsageError naming the file and the reason.
 */
export function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new UsageError(
      `"${file}" cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"}); give the path of an ossec.conf, or - for standard input`,
    );
  }
}
