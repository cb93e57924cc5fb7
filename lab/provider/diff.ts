import { isDeepStrictEqual } from "node:util";

import { INPUT_NAMES } from "./inputs";
import { isSecret } from "./values";

/** What happened to one value. */
export type Kind = "add" | "delete" | "update";

/** Changed values by their paths: `stdin`, `environment.LANG`, `triggers[0]`. A secret is one value, whatever is in it. */
export type Diff = ReadonlyMap<string, Kind>;

/**
 * Compares inputs: any that changed is an update, `connection` and `logging` too.
 * @param olds the old inputs, or the state, which holds them by their own names.
 */
export function diffInputs(olds: Record<string, unknown>, news: Record<string, unknown>): Diff {
  const found = new Map<string, Kind>();
  for (const name of INPUT_NAMES) compare(name, olds[name], news[name], found);
  return found;
}

/** Whether a changed value cannot be updated in place: triggers only. */
export function replaces(path: string): boolean {
  return /^triggers(?:\[|$)/.test(path);
}

function compare(path: string, before: unknown, after: unknown, found: Map<string, Kind>): void {
  const was = before ?? undefined;
  const is = after ?? undefined;
  if (isDeepStrictEqual(was, is)) return;
  if (Array.isArray(was) && Array.isArray(is)) {
    for (let at = 0; at < Math.max(was.length, is.length); at++)
      compare(`${path}[${String(at)}]`, was[at], is[at], found);
  } else if (isObject(was) && isObject(is)) {
    for (const key of new Set([...Object.keys(was), ...Object.keys(is)]))
      compare(`${path}${step(key)}`, was[key], is[key], found);
  } else if (was === undefined) found.set(path, "add");
  else if (is === undefined) found.set(path, "delete");
  else found.set(path, "update");
}

function step(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isSecret(value);
}
