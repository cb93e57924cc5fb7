import { installed } from "./facts";

/** Where the stock rules are. */
export const STOCK_RULES = "ruleset/rules";

/** Lists that a stock install has and names, and whether a stock rule needs them. */
const LISTS: Readonly<Record<string, boolean>> = installed.lists;

/** The CDB lists of a stock installation. */
export const STOCK_LISTS: ReadonlySet<string> = new Set(Object.keys(LISTS));

/** Without one of these in `<ruleset>`, rules are dropped at every start. */
export function usedByStockRules(): string[] {
  return Object.keys(LISTS).filter((list) => LISTS[list]);
}
