/** Columns of a line of names below its heading, where nothing else is said: 100 less the indent. */
const COLUMNS = 96;

/**
 * As many of the first names as fit one line, and how many are left: `gitlab, runner and 98 more`. The first one is
 * always there, cut where it alone is too long.
 */
export function fitNames(names: readonly string[], columns = COLUMNS): string {
  const all = names.join(", ");
  if (all.length <= columns) return all;
  let line = "";
  let shown = 0;
  for (const name of names) {
    const next = line === "" ? name : `${line}, ${name}`;
    const rest = names.length - shown - 1;
    if (`${next}${more(rest)}`.length > columns) break;
    line = next;
    shown += 1;
  }
  if (shown > 0) return `${line}${more(names.length - shown)}`;
  const tail = more(names.length - 1);
  return `${(names[0] ?? "").slice(0, columns - tail.length - 3)}...${tail}`;
}

function more(count: number): string {
  return count > 0 ? ` and ${count} more` : "";
}
