import { isDeepStrictEqual } from "node:util";

import { isMap, parse, parseDocument } from "yaml";

import { UsageError } from "../../lib/exit";

/** A key, and the map in a document that is to hold it as `hostKey`. */
export interface KeyToPin {
  readonly path: readonly (string | number)[];
  /** One authorized_keys line. */
  readonly key: string;
}

/**
 * Writes keys into the text of a stack file or of a file of agents; comments and everything else stay.
 * @throws UsageError where there is no such map; Error where the text would not be read back with these keys and nothing
 * else changed.
 */
export function withHostKeys(text: string, keys: readonly KeyToPin[]): string {
  // JSON stays JSON, which the writer of YAML would not keep.
  const json = asJson(text);
  const wanted = json ?? (parse(text) as unknown);
  const document = parseDocument(text);
  for (const { path, key } of keys) {
    if (!isMap(document.getIn(path)))
      throw new UsageError(
        `${path.join(".")} is not a mapping in the file; write the host there in full`,
      );
    document.setIn([...path, "hostKey"], key);
    const holder = path.reduce<unknown>(
      (at, part) => (at as Record<string | number, unknown>)[part],
      wanted,
    );
    (holder as Record<string, unknown>)["hostKey"] = key;
  }
  const written =
    json === undefined
      ? document.toString({ lineWidth: 0 })
      : `${JSON.stringify(json, undefined, 2)}\n`;
  if (!isDeepStrictEqual(parse(written), wanted))
    throw new Error("the keys would not be read back from the file as they were written");
  return written;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
