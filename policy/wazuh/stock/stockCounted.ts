import { counted as stock } from "./facts";
import { stockRules } from "./stockRules";

let byId: ReadonlyMap<number, readonly string[]> | undefined;

/**
 * Names of the conditions that a counting stock rule has beside what it counts: `same_source_ip`, `same_field:win.x`. Undefined
 * for a rule that does not count.
 */
export function stockCounted(id: number): readonly string[] | undefined {
  byId ??= read();
  return byId.get(id);
}

function read(): ReadonlyMap<number, readonly string[]> {
  const ids = [...stockRules().keys()];
  const at = new Map(ids.map((id, i) => [id, i]));
  const found = new Map<number, readonly string[]>();
  for (const [text, ranges] of Object.entries(stock.conditions)) {
    const names = text.split(" ").filter(Boolean);
    for (const range of ranges.split(" ")) {
      const [first = 0, last = first] = range.split("-").map(Number);
      for (const id of ids.slice(at.get(first), (at.get(last) ?? 0) + 1))
        if (stockRules().get(id)?.counts) found.set(id, names);
    }
  }
  return found;
}
