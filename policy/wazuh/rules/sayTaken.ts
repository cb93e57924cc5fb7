import type { Taken } from "./taken";

/** How bad it is: all of it for a rule that is named, a part of it, or a rule that only a group or a level chose. */
export function severityOf({ always, named }: Taken): "error" | "warning" | "note" {
  if (always) return named ? "error" : "warning";
  return named ? "warning" : "note";
}

/** Says what is lost. @param bound what is bound to it, `firewall-drop` or `responses[0]`. */
export function sayTaken(
  taken: Taken,
  bound: string,
): { readonly reason: string; readonly instead: string } {
  const { by, from, countedBy, beside, always } = taken;
  const [first] = from;
  const more = from.length > 1 ? ` (and ${from.length - 1} more)` : "";
  const which = `rule ${first?.id ?? 0}${more}`;
  const where = beside ? `is asked before rule ${beside.id}` : `is a child of ${which}`;
  const what = always ? "every event" : "its event wherever it matches";
  const lost = countedBy
    ? `rule ${countedBy.id}, to which ${bound} is bound, counts ${beside ? which : "that one"} and does not count it then`
    : `${bound}, which is bound to ${beside ? which : "that one"}, ${always ? "never runs" : "does not run then"}`;
  const silent = by.level === 0 ? ", and level 0 makes no alert of it either" : "";
  return {
    reason: `(level ${by.level}) ${where} and takes ${what}: ${lost}${silent}`,
    instead:
      countedBy || beside
        ? `${always ? "give it a condition" : "narrow its condition"}, or remove it`
        : `bind rule ${by.id} too${by.level === 0 ? " (with a level of 1 or more)" : ""}, ${always ? "give it a condition" : "narrow its condition"}, or remove it`,
  };
}
