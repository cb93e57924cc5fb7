import { inputOf } from "./commandInput";
import { commandOf, isSilent } from "./commandOf";
import { isAllArguments, isEmptyArgument } from "./emptyArgument";
import { shown } from "./foundFaults";
import { textOf } from "./nodeText";
import type { Walk } from "./shellWalk";
import { isStdin, redirected, type Place, type State } from "./shellPlace";
import type { Simple } from "./shellTree";
import { slowCommand } from "./slowCommand";

const PRINTS =
  /^(?:echo|printf|cat|date|jq|tee|sed|awk|gawk|mawk|print|curl|whoami|hostname|id|ps)$/;
/** They may print, and may not: only what they say of check_keys counts. */
const MAY_PRINT = /^(?:python[\d.]*|perl)$/;

/** Judges one command with its words and its redirections. */
export function judgeSimple(node: Simple, place: Place, state: State, walk: Walk): void {
  const { faults, names, python } = walk;
  judgeWords(node, place, state, walk);
  for (const { raw } of node.assigns) names.assign(raw);
  const inside = redirected(place, node.redirects);
  const { name, args, bounded, wrapped } = commandOf(node.words);
  const own = {
    ...inside,
    input: inside.input && state.input,
    output: inside.output && state.output,
  };
  if (name === "") {
    if (wrapped === "exec") {
      state.input &&= inside.input;
      state.output &&= inside.output;
    }
    if (!place.output && isFileOfStdin(node)) faults.reads("end", node.line, state);
    return;
  }
  if (name === "set" && args[0] === "--") state.set = true;
  const body = names.bodyOf(name);
  if (body !== undefined) {
    if (place.calls.includes(name)) return;
    const positional = place.positional && node.words.some(({ raw }) => isAllArguments(raw));
    walk.all(body, { ...own, positional, calls: [...place.calls, name] }, state);
    return;
  }
  const use = own.input ? inputOf(name, args, python) : "none";
  if (bounded) state.read ||= use !== "none";
  else {
    faults.reads(use, node.line, state);
    const slow = slowCommand(name, args);
    if (slow !== undefined) faults.slow(node.line, slow, own, state);
  }
  if (!own.output || isSilent(name, args)) return;
  if ((PRINTS.test(name) || MAY_PRINT.test(name)) && names.holdKeys(saidBy(node, place)))
    state.keys = state.said = true;
  else if (PRINTS.test(name)) faults.prints(node.line, own, state);
}

/** The commands that are substituted in its words, and the arguments that it takes. */
function judgeWords(node: Simple, place: Place, state: State, walk: Walk): void {
  for (const word of [...node.assigns, ...node.words]) {
    for (const nodes of word.commands)
      walk.all(nodes, { ...place, output: false, piped: "" }, state);
    if (place.positional && !state.set && isEmptyArgument(word, node, walk.names))
      walk.faults.add("takes-arguments", word.line, `${shown(word.raw)} is empty`);
  }
}

/** `$(</dev/stdin)`, which is the shell's own cat. */
function isFileOfStdin({ words, redirects }: Simple): boolean {
  return (
    words.length === 0 &&
    redirects.some(({ operator, target }) => operator === "<" && isStdin(target))
  );
}

/** What a command prints comes of its words, its here-documents, and what is piped into it. */
function saidBy(node: Simple, { piped }: Place): string {
  const documents = node.redirects.filter(({ operator }) => operator.startsWith("<<"));
  return [textOf(node), ...documents.map(({ target }) => target), piped].join(" ");
}
