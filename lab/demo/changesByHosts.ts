import { colours } from "../../cli/lib/colours";

/** Lines shown of one change; the rest is counted. */
const LONGEST = 14;

/**
 * The changed lines of what `pulumi preview --diff` printed, below the hosts that they belong to. Hosts with the same
 * lines share them, as they do in a rollout.
 */
export function changesByHosts(diff: string): string {
  const hosts = new Map<string, string[]>();
  const [resources = ""] = diff.split(/^ *(?:--outputs:--|Resources:)/m);
  for (const block of resources.split(/^ +[-+~] (?=command:remote:Command: )/m).slice(1)) {
    const name = /::([^:\]]+?)-(?:apply|prune)\]/.exec(block)?.[1] ?? "?";
    const lines = block.split("\n").filter((line) => /^\s+[-+~] /.test(line));
    const shown = lines.filter((line) => !/^\s+~ (?:stdin|files|content)\s*:/.test(line));
    const text = indent(shown).join("\n");
    hosts.set(text, [...(hosts.get(text) ?? []), name.replace(/^manager-/, "")]);
  }
  return [...hosts]
    .map(([text, names]) => `    ${colours.bold(names.join(", "))}\n${text}`)
    .join("\n");
}

function indent(lines: readonly string[]): string[] {
  const flat = lines.map((line) => {
    const text = line.trim();
    return colour(/^~ .*[:{]$/.test(text) ? `      ${text}` : `          ${text}`);
  });
  return flat.length > LONGEST
    ? [...flat.slice(0, LONGEST), colours.dim(`      … ${flat.length - LONGEST} more lines`)]
    : flat;
}

function colour(line: string): string {
  const text = line.replace(/\s*:(?: \{)?$/, "").slice(0, 110);
  if (/^\s*\+ /.test(line)) return colours.green(text);
  return /^\s*- /.test(line) ? colours.red(text) : colours.dim(text);
}
