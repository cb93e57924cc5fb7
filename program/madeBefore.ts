import { askFirst, type Made } from "../policy/bundle/madeOf";

/** Under this name bin/fresh.js brings what the same code made at its earlier starts; by another way of starting it is not there. */
const MADE = Symbol.for("wazuh-active-response: made of texts");

/** Packs and shortens what no policy changes only where it is not known from an earlier start. */
export function useMadeBefore(): void {
  askFirst((globalThis as { readonly [MADE]?: Made })[MADE]);
}
