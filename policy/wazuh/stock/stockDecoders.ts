import { decoders } from "./facts";

/** Names of the decoders that a stock manager has: what `<decoded_as>` takes. */
export const STOCK_DECODERS: ReadonlySet<string> = new Set(decoders.names.split("|"));
