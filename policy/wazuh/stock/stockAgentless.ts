import { installed } from "./facts";

/** Files of the folder `agentless` of a stock install. */
export const STOCK_AGENTLESS: ReadonlySet<string> = new Set(installed.agentless);
