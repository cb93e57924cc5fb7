import type { Severity } from "../../model/finding";

/** What is wrong with a script before anybody reads what it does: at most one thing, for each keeps the next from counting. */
export function shapeOfScript(
  text: string,
): readonly (readonly [severity: Severity, reason: string, instead: string])[] {
  if (!/^#!\s*\/\S+/.test(text))
    return [
      [
        "error",
        "does not begin with #! and the path of an interpreter; wazuh-execd would log nothing and run nothing",
        "begin it with #!/bin/sh",
      ],
    ];
  if (text.includes("\r"))
    return [
      [
        "error",
        "has Windows line endings, so the interpreter is not found",
        "save it with LF line endings",
      ],
    ];
  if (text.includes("\0")) return [["error", "contains a zero byte", "write text"]];
  return text.endsWith("\n")
    ? []
    : [["warning", "does not end with a line feed", "end its last line with a line feed"]];
}
