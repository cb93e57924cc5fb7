import { createHash } from "node:crypto";

import { EXECUTABLES } from "../model/executables";
import type { Policy } from "../model/policy";

/**
 * Twelve hexadecimal digits that stand for what a policy responds to and how: its responses, its rules and its ignore
 * window, not its white list, which grows with the fleet. Stacks with the same digest put the same scripts on hosts.
 */
export function policyDigest(policy: Policy): string {
  const { responses, rules, ignoreWindow, mode, provenance, neverBlock } = policy;
  const document = sorted({
    // A manager that names executables by names of this version waits for agents that have them.
    executables: EXECUTABLES,
    responses,
    rules,
    ignoreWindow: ignoreWindow ?? "remove",
    ...(mode === "observe" && { mode }),
    ...(provenance && { provenance }),
    ...(neverBlock?.length && { neverBlock }),
  });
  return createHash("sha256").update(JSON.stringify(document)).digest("hex").slice(0, 12);
}

/** The same value with the keys of every object in order: how a file orders its keys means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
