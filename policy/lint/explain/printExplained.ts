import { enrolledIn, EXPLAINED, shownExample, type Explained } from "./explained";

/** What is known of a code, as plain text; undefined for a code that no check has. */
export function printExplained(code: string): string | undefined {
  const all = EXPLAINED.filter((one) => one.code === code);
  if (all.length === 0) return undefined;
  return all.map(print).join("\n");
}

function print(one: Explained): string {
  const { code, foundIn, severities, doc } = one;
  const where = foundIn === "stack" ? "in a stack" : "in an ossec.conf";
  const example = shownExample(one);
  const enrolled = enrolledIn(one);
  return [
    `${code}: ${severities.join(" or ")}, ${where}`,
    `  ${doc.what}`,
    `  ${doc.why}`,
    ...(example === undefined ? [] : ["", ...example.split("\n").map((line) => `      ${line}`)]),
    ...(enrolled === undefined ? [] : [`  with ${enrolled} among the agents of the manager`]),
    ...(example === undefined ? [] : [""]),
    `  -> ${doc.instead}`,
    "",
  ].join("\n");
}
