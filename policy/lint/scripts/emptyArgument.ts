import { commandOf } from "./commandOf";
import type { KnownNames } from "./knownNames";
import type { Simple, Word } from "./shellTree";

/** Does a word of a command take an argument of the script, of which wazuh-execd gives none? */
export function isEmptyArgument({ open, raw }: Word, node: Simple, names: KnownNames): boolean {
  if (!/\$(?:[1-9@*]|\{[1-9@*])/.test(open)) return false;
  // Handed on to a function, which is asked itself.
  if (isAllArguments(raw) && names.bodyOf(commandOf(node.words).name)) return false;
  // A flag for people: [ "$1" = --test ], case $1 in --help)
  const isTest = /^(?:\[|\[\[|test|:)$/.test(node.words[0]?.raw ?? "");
  const all = [...node.assigns, ...node.words];
  return !(isTest && all.some((word) => /^["']?--?[a-z][a-z-]+["']?$/.test(word.raw)));
}

/** `$@` or `$*`, quoted or not. */
export function isAllArguments(raw: string): boolean {
  return /^"?\$[@*]"?$/.test(raw);
}
