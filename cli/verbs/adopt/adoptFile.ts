import { isDeepStrictEqual } from "node:util";

import { isMap, isSeq, parse, parseDocument, type Document, type YAMLMap } from "yaml";

import type { RawStack } from "./adoptInto";
import { PREFIX } from "../../lib/stack";

const KEYS = ["agents", "whitelist", "responses", "ignoreWindow", "managerRules", "adopt"] as const;

/**
 * Writes what was adopted into the text of a stack file. Lists get longer, nothing is taken away; comments stay.
 * @throws Error for a text without a `config` mapping.
 */
export function withAdopted(text: string, raw: RawStack): string {
  const document = parseDocument(text);
  const config = document.get("config");
  if (!isMap(config)) throw new Error("the stack file has no config");
  for (const key of KEYS) {
    if (raw[key] !== undefined) put(document, config, PREFIX + key, raw[key]);
  }
  const written = document.toString({ lineWidth: 0 });
  const { config: read } = parse(written) as { config: Record<string, unknown> };
  for (const key of KEYS) {
    // The texts to adopt must come back to the byte.
    if (!isDeepStrictEqual(plain(read[PREFIX + key]), plain(raw[key])))
      throw new Error(`${key} would not be read back from the stack file as it was written`);
  }
  return written;
}

function plain(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}

/** Puts a value; what stands there already is kept, with its comments, and lists only grow at their end. */
function put(document: Document, map: YAMLMap, key: string, value: unknown): void {
  const old = map.get(key, true) as unknown;
  if (isSeq(old) && Array.isArray(value)) {
    for (const one of value.slice(old.items.length)) old.add(document.createNode(one));
    if (old.items.length > 0) old.flow = false;
  } else if (isMap(old) && typeof value === "object" && value !== null) {
    for (const [name, child] of Object.entries(value)) put(document, old, name, child);
  } else if (old === undefined || map.get(key) !== value) {
    map.set(document.createNode(key), document.createNode(value));
  }
}
