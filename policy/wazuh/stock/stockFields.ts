import { fields as stock } from "./facts";
import { stockRules } from "./stockRules";

let byId: ReadonlyMap<number, ReadonlySet<string>> | undefined;

/**
 * Every field that the decoders of a stock rule's events give, by the names that `<order>` has for them. Undefined where that cannot
 * be told: a JSON document has its own keys, and a decoder in C its own.
 */
export function stockFields(id: number): ReadonlySet<string> | undefined {
  byId ??= read();
  return byId.get(id);
}

function read(): ReadonlyMap<number, ReadonlySet<string>> {
  const ids = [...stockRules().keys()];
  const at = new Map(ids.map((id, i) => [id, i]));
  const found = new Map<number, ReadonlySet<string>>();
  for (const [text, ranges] of Object.entries(stock.rules)) {
    const names = new Set(text.split(" ").filter(Boolean));
    for (const range of ranges.split(" ")) {
      const [first = 0, last = first] = range.split("-").map(Number);
      for (const id of ids.slice(at.get(first), (at.get(last) ?? 0) + 1)) found.set(id, names);
    }
  }
  return found;
}
