/** Marks of the engine before what comes, goes or changes. */
const MARKED = /^(\s*)([-+~]) /;
/** Marks of whole resources: also replacements and reads. */
const RESOURCE = /^(\s*)(\S{1,2}) ([\w-]+:[\w/]+:[\w]+): \((.+)\)$/;

/**
 * Cuts what `pulumi preview --diff` prints down to the changed lines: resources to which something happens, and below
 * them the values that change, each under its file. What stays as it is goes, but for the lines around a change.
 * @param diff the engine's own text, without colours.
 */
export function changedLines(diff: string): string {
  const lines = diff.split("\n");
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const resource = RESOURCE.exec(line);
    if (resource) {
      const [, , mark = "", , what = ""] = resource;
      const urn = lines.slice(at, at + 4).find((one) => one.trim().startsWith("[urn="));
      if (what !== "same")
        kept.push(`${mark} ${urn?.split("::").at(-1)?.slice(0, -1) ?? ""} (${what})`);
      continue;
    }
    if (/^(?:Resources:|\s*--outputs:--)/.test(line)) break;
    const marked = MARKED.exec(line);
    if (!marked) {
      at = endOfValue(lines, at);
      continue;
    }
    // The engine lines the colons of neighbours up, which are not shown here.
    kept.push(line.replace(/^(\s*[-+~] [^:]*?) +:(?= |$)/, "$1:"));
    // A text is shown with the lines around its changes: all of them are wanted.
    if (/: ?$/.test(line)) {
      const key = (marked[1] ?? "").length + 2;
      while (indent(lines[at + 1]) > key) kept.push(lines[++at] ?? "");
    }
  }
  return kept.join("\n");
}

/** Where an unchanged value ends: its own line, or that of its closing bracket. */
function endOfValue(lines: readonly string[], from: number): number {
  const line = lines[from] ?? "";
  if (!/[[{]$/.test(line)) return from;
  const own = indent(line);
  let at = from + 1;
  while (at < lines.length && indent(lines[at]) > own) at++;
  return at;
}

function indent(line: string | undefined): number {
  return line === undefined || line.trim() === "" ? -1 : line.length - line.trimStart().length;
}
