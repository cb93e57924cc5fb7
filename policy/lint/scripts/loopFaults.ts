import { shown } from "./foundFaults";
import { escapes, textOf } from "./nodeText";
import type { Walk } from "./shellWalk";
import { redirected, type Place, type State } from "./shellPlace";
import type { Loop } from "./shellTree";

/** Judges a loop: does it end with the input, or not at all? */
export function judgeLoop(node: Loop, place: Place, state: State, walk: Walk): void {
  const inside = redirected(place, node.redirects);
  const { condition, body, line } = node;
  const leaves = body.some((one) => escapes(one, false));
  const asked = condition.map(textOf).join(" ");
  const takes = inside.input && state.input && !state.said;
  const reads = /(?:^|\s)read(?:\s|$)/.test(asked) && !/\s-[a-z]*[tu]/.test(asked);
  if (takes && reads) {
    if (leaves) state.read = true;
    else walk.faults.add("reads-to-end", line, `the loop over ${shown(asked)} ends with the input`);
    walk.all(body, { ...inside, input: false }, state);
    return;
  }
  walk.all(condition, inside, state);
  const endless = /^(?:true|:|\[ 1 \]|\[\[ 1 \]\])$/.test(asked.trim()) && !leaves;
  const readsInside = body.map(textOf).some((text) => /(?:^|[\s;])read(?:\s|$)/.test(text));
  if (takes && endless && readsInside)
    walk.faults.add("reads-to-end", line, "the loop over read ends with the input");
  else if (endless && !body.some((one) => escapes(one, false, true)))
    walk.faults.slow(line, "the loop has no end", inside, state);
  walk.all(body, inside, state);
}
