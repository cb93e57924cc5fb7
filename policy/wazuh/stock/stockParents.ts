import { wordMatch } from "../osMatch";
import { parents as stock } from "./facts";
import { stockGroups } from "./stockGroups";
import { stockRules } from "./stockRules";

/** Below which rules a rule stands in the tree that wazuh-analysisd walks, and which earlier events it counts. */
export interface RuleParents {
  /** if_sid: every one of them. */
  readonly ids: readonly number[];
  /** if_group: every rule that has the group. */
  readonly group?: string;
  /** if_level: every rule of that level or a higher one, those of level 0 too. No stock rule has it. */
  readonly level?: number;
  /** if_matched_sid. */
  readonly counts?: number;
  /** if_matched_group: events of every rule that has the group. */
  readonly countsGroup?: string;
  /** category; a rule without parents stands below the first rule of it. @default syslog */
  readonly category?: string;
  /** It never fires itself, only its children do (`noalert="1"`). @default false */
  readonly silent?: true;
}

let byId: ReadonlyMap<number, RuleParents> | undefined;

/** The parents of a stock rule; none for a rule that stands at the root, and for an id that is not a stock rule. */
export function stockParents(id: number): RuleParents {
  byId ??= read();
  return byId.get(id) ?? { ids: [] };
}

const members = new Map<string, readonly number[]>();

/**
 * Ids of the stock rules that have a group, as wazuh-analysisd looks for it: anywhere in the text of a rule's groups, without
 * regard to case, `|` between alternatives (OS_WordMatch, os_regex_match.c:32).
 */
export function stockMembers(group: string): readonly number[] {
  let found = members.get(group);
  if (!found) {
    found = [...stockRules().keys()].filter((id) => wordMatch(group, stockGroups(id) ?? ""));
    members.set(group, found);
  }
  return found;
}

function read(): ReadonlyMap<number, RuleParents> {
  const ids = [...stockRules().keys()];
  const at = new Map(ids.map((id, i) => [id, i]));
  const found = new Map<number, RuleParents>();
  for (const [text, ranges] of Object.entries(stock.parents)) {
    const parents = parse(text);
    for (const range of ranges.split(" ")) {
      const [first = 0, last = first] = range.split("-").map(Number);
      for (const id of ids.slice(at.get(first), (at.get(last) ?? 0) + 1)) found.set(id, parents);
    }
  }
  return found;
}

function parse(text: string): RuleParents {
  const by = new Map(text.split(";").map((one) => one.split(":") as [string, string]));
  const group = by.get("if_group");
  const counts = by.get("if_matched_sid");
  const countsGroup = by.get("if_matched_group");
  const category = by.get("category");
  return {
    ids: (by.get("if_sid") ?? "").split(",").filter(Boolean).map(Number),
    ...(group !== undefined && { group }),
    ...(counts !== undefined && { counts: Number(counts) }),
    ...(countsGroup !== undefined && { countsGroup }),
    ...(category !== undefined && { category }),
    ...(by.has("noalert") && { silent: true }),
  };
}
