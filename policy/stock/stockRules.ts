import stock from "./rules.json";

/** What a policy must know of a stock rule. */
export interface StockRule {
  readonly id: number;
  readonly level: number;
  /** Seconds in which the rule stays silent after it fired, for every address; 0 for none. */
  readonly ignore: number;
  /** Carries `<options>no_ar</options>`: it never triggers a response. */
  readonly noAr: boolean;
}

let byId: ReadonlyMap<number, StockRule> | undefined;

/** All stock rules by id, in the order of the ids. */
export function stockRules(): ReadonlyMap<number, StockRule> {
  byId ??= read(stock.rules);
  return byId;
}

/** The stock rule of an id, as Wazuh 4.14.7 ships it. */
export function stockRule(id: number): StockRule | undefined {
  return stockRules().get(id);
}

function read(text: string): ReadonlyMap<number, StockRule> {
  const rules = new Map<number, StockRule>();
  let id = 0;
  for (const entry of text.split(" ")) {
    const [distance, level, ignore, noAr] = entry.split(":");
    id += Number(distance);
    rules.set(id, { id, level: Number(level), ignore: Number(ignore ?? 0), noAr: noAr === "n" });
  }
  return rules;
}
