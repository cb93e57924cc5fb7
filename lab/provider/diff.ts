import { isDeepStrictEqual } from "node:util";

import { INPUT_NAMES } from "./inputs";
import { plain } from "./values";

/** What the engine is to do about changed inputs. */
export interface Diff {
  readonly changes: boolean;
  /** Changed inputs that cannot be updated in place. */
  readonly replaces: string[];
}

/**
 * Any changed input is an update, `connection` and `logging` too; changed triggers are a replacement.
 * @param olds the state, which holds the old inputs by their own names.
 */
export function diffInputs(olds: Record<string, unknown>, news: Record<string, unknown>): Diff {
  const changed = INPUT_NAMES.filter(
    (name) => !isDeepStrictEqual(plain(olds[name] ?? undefined), plain(news[name] ?? undefined)),
  );
  return { changes: changed.length > 0, replaces: changed.filter((name) => name === "triggers") };
}
