import { escapes } from "./nodeText";
import type { Walk } from "./shellWalk";
import { redirected, type Place, type State } from "./shellPlace";
import type { Choice } from "./shellTree";

/** Judges if, case, `&&` and `||`: each branch by itself, and behind them what every branch has done. */
export function judgeBranches(node: Choice, place: Place, state: State, walk: Walk): void {
  const inside = redirected(place, node.redirects);
  walk.all(node.first, inside, state);
  const asksAdd = node.branches.some(({ condition }) => is(condition, "add"));
  const ends: State[] = [];
  for (const { condition, body } of node.branches) {
    const own = { ...state };
    const undone = is(condition, "delete") || (asksAdd && /^\*?$/.test(condition));
    const leaves = body.some((one) => escapes(one, true));
    const quiet = inside.quiet || undone || leaves;
    const positional = inside.positional && !asksFlag(condition);
    walk.all(body, { ...inside, quiet, positional }, own);
    if (!leaves) ends.push(own);
    state.keys ||= own.keys;
  }
  if (!node.complete) return;
  state.read ||= ends.length > 0 && ends.every(({ read }) => read);
  state.said ||= ends.length > 0 && ends.every(({ said }) => said);
}

function is(condition: string, word: string): boolean {
  return condition.includes(word) && !condition.includes("!=");
}

/** Is it asked for a flag, which people give: `--test`? */
function asksFlag(condition: string): boolean {
  return /^["']?--?[a-z]/.test(condition) || /["' ]--?[a-z][a-z-]+["' ]/.test(condition);
}
