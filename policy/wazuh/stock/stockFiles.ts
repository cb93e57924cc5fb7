import { files as stock } from "./facts";
import { stockRules } from "./stockRules";

/** Where a stock rule stands, and the decoder that it names. */
export interface StockFiles {
  /** File of ruleset/rules that holds the rule. */
  readonly rules: string;
  /** File of ruleset/decoders whose decoder it names; undefined where it names none, or one of several. */
  readonly decoders?: string;
}

let byId: ReadonlyMap<number, StockFiles> | undefined;

/** The files behind a stock rule; undefined for an id that is not a stock rule. */
export function stockFiles(id: number): StockFiles | undefined {
  byId ??= read();
  return byId.get(id);
}

function read(): ReadonlyMap<number, StockFiles> {
  const decoders = fileOf(stock.decoders);
  return new Map(
    [...fileOf(stock.rules)].map(([id, rules]): [number, StockFiles] => {
      const needed = decoders.get(id);
      return [id, { rules, ...(needed !== undefined && { decoders: needed }) }];
    }),
  );
}

/** Spells out ranges over the ids of the stock rules. */
function fileOf(ranges: Readonly<Record<string, string>>): ReadonlyMap<number, string> {
  const ids = [...stockRules().keys()];
  const at = new Map(ids.map((id, i) => [id, i]));
  const files = new Map<number, string>();
  for (const [file, text] of Object.entries(ranges)) {
    for (const range of text.split(" ")) {
      const [first = 0, last = first] = range.split("-").map(Number);
      for (const id of ids.slice(at.get(first), (at.get(last) ?? 0) + 1)) files.set(id, file);
    }
  }
  return files;
}
