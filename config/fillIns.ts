import type { Finding } from "../policy/model/finding";
import { FILL_IN } from "../policy/model/keys/values";
import { printPath } from "./shapeFindings";

/** True for a value that the stack's owner still has to give. */
export function isFillIn(value: unknown): boolean {
  return typeof value === "string" && value.startsWith(FILL_IN);
}

/** Finds every value that is still marked, with its path; warnings, which `up` treats as errors. */
export function fillIns(value: unknown, path: readonly PropertyKey[] = []): Finding[] {
  if (isFillIn(value)) {
    return [
      {
        severity: "warning",
        code: "fill-in",
        path: printPath(path),
        value: FILL_IN,
        reason:
          "is a placeholder for a value that only you can give; preview goes on without it, up refuses",
        instead: `write ${String(value).slice(FILL_IN.length).replace(/^:\s*/, "") || "it"}`,
      },
    ];
  }
  if (Array.isArray(value)) return value.flatMap((part, i) => fillIns(part, [...path, i]));
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, part]) => fillIns(part, [...path, key]));
  }
  return [];
}
