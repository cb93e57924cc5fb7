import type * as z from "zod";

import type { Finding } from "../policy/model/finding";

/** Prints `whitelist.hel1[0].address` from the parts of a path. */
export function printPath(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null
        ? (value as Record<PropertyKey, unknown>)[part]
        : undefined,
    root,
  );
}

const SECRET_KEY = /^(?:privateKey(?:Password)?|enrolmentPassword|password|token|content)$/;

/** An object that holds a secret somewhere is printed without it. */
function printValue(value: unknown): string {
  if (value === undefined) return "(not given)";
  const text = JSON.stringify(value, (key, part: unknown) =>
    SECRET_KEY.test(key) ? "[secret]" : part,
  );
  return text.slice(0, 120);
}

const SECRET =
  /^(?:ssh\.(?:proxy\.)?privateKey(?:Password)?|hetzner\.enrolmentPassword|api\.password|dashboard\.password|graylog\.token|secrets\[\d+\]\.content)$/;

/** What a limit counts, where it is not the number itself. */
const UNITS: Readonly<Record<string, string>> = {
  string: " character(s)",
  array: " of them",
};

function advice(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return "remove it, or fix the spelling";
    case "invalid_type":
      if (issue.path.at(-1) === "hostKey")
        return "write ssh-ed25519 AAAA..., or run active-response trust, which shows the host's fingerprint and asks";
      return `write a value of type ${issue.expected}`;
    case "invalid_value":
      return `write one of ${issue.values.map(String).join(", ")}`;
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options)
        ? `write one of ${issue.options.map(String).join(", ")}`
        : "see the JSON schema for the forms that are allowed";
    case "too_small":
      return `write at least ${String(issue.minimum)}${UNITS[issue.origin] ?? ""}`;
    case "too_big":
      return `write at most ${String(issue.maximum)}${UNITS[issue.origin] ?? ""}`;
    default:
      return "see docs/configuration.md";
  }
}

function shown(issue: z.core.$ZodIssue, path: string, value: unknown): string {
  if (issue.code === "unrecognized_keys") return "(given)";
  return SECRET.test(path) ? "[secret]" : printValue(value);
}

function reasonOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return "is not a configuration key";
    case "invalid_type":
      return `is not of type ${issue.expected}`;
    case "invalid_union":
      return "is not a known form";
    case "invalid_value":
      return "is not one of the known values";
    case "too_small":
      return issue.origin === "number" ? "is too small" : "is too short";
    case "too_big":
      return issue.origin === "number" ? "is too large" : "is too long";
    default:
      return issue.message;
  }
}

/** Turns what zod found into findings: all at once, each with path and value. */
export function shapeFindings(error: z.ZodError, input: unknown): Finding[] {
  return error.issues.flatMap((issue) => {
    // A misspelt key is named itself: what is around it may be the whole stack.
    const paths =
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => [...issue.path, key])
        : [issue.path];
    return paths.map((parts): Finding => {
      const path = printPath(parts);
      const value = valueAt(input, parts);
      return {
        severity: "error",
        code: "config-shape",
        path,
        value: shown(issue, path, value),
        reason: value === undefined ? "is required" : reasonOf(issue),
        instead: advice(issue),
      };
    });
  });
}
