import { withoutComments } from "./comments";

/** The text without some of its parts, as the installer takes them out: the first place of each that is not a comment. */
export function without(text: string, parts: readonly string[]): string {
  return parts.reduce((rest, part) => {
    const bare = withoutComments(rest);
    const what = withoutComments(part);
    let at = bare.indexOf(what);
    while (at >= 0 && rest.slice(at, at + part.length) !== part) at = bare.indexOf(what, at + 1);
    return at < 0 ? rest : rest.slice(0, at) + rest.slice(at + part.length);
  }, text);
}
