import { atoi } from "../read/cNumber";
import { attributeOf, type Node } from "../read/node";
import type { ReadRule } from "../read/rulesFile";
import type { Place } from "../read/source";
import { stockFiles } from "../stock/stockFiles";
import { stockGroups } from "../stock/stockGroups";
import { stockParents, type RuleParents } from "../stock/stockParents";
import { stockRules } from "../stock/stockRules";
import { PATTERNS } from "./elements";

/** A rule as far as the tree asks. */
export interface TreeRule {
  readonly id: number;
  readonly level: number;
  readonly noAr: boolean;
  readonly ignore: number;
  /** One text with a comma behind each group. */
  readonly groups: string;
  /** Name of its file. */
  readonly file: string;
  /** Where it stands, with the path of the file as it is said; undefined for a stock rule. */
  readonly at?: Place & { readonly path: string };
  /** What it stands below and what it counts: an overwrite does not change it. */
  readonly parents: RuleParents;
  /** It never fires itself, only its children do (`noalert="1"`). */
  readonly silent: boolean;
  /** It has no condition of its own: it takes every event of what it stands below. */
  readonly always: boolean;
  /** It takes the place of a rule that was read before. */
  readonly overwrite: boolean;
}

const CONDITIONS = new Set(
  "time weekday srcip dstip field list compiled_rule if_fts decoded_as check_if_ignored check_diff if_matched_sid if_matched_group if_matched_regex".split(
    " ",
  ),
);

/** The rule of a file. Parents as rules_list.c:124 and rules.c:1662 (v4.14.7) take them: what is counted stands in for if_sid or if_group. */
export function treeRuleOf(rule: ReadRule, file: string, path: string): TreeRule {
  const { id, level, noAr, ignore, groups, overwrite, node, line, column } = rule;
  const text = (name: string): string | undefined => {
    const all = node.children.filter((child) => child.name.toLowerCase() === name);
    return all.length === 0 ? undefined : all.map(({ content }) => content).join("");
  };
  const sids = text("if_sid");
  const counted = text("if_matched_sid");
  const countsGroup = text("if_matched_group");
  const group = text("if_group") ?? (sids === undefined ? countsGroup : undefined);
  const counts = counted === undefined ? undefined : atoi(lastOf(node, "if_matched_sid"));
  const belowCounted = sids === undefined && group === undefined && counts;
  const ids = sids === undefined ? [] : (sids.match(/\d+/g) ?? []).map(Number);
  const ifLevel = text("if_level");
  const category = lastOf(node, "category");
  return {
    id,
    level,
    noAr,
    ignore: Number.isInteger(ignore) ? ignore : 0,
    groups: groups.replace(/\n/g, ""),
    file,
    at: { path, line, column },
    overwrite,
    always: !node.children.some(isCondition) && atoi(attribute(node, "maxsize") ?? "0") <= 0,
    silent: attribute(node, "noalert") === "1",
    parents: {
      ids: belowCounted ? [belowCounted] : ids,
      ...(ifLevel !== undefined && { level: atoi(ifLevel) }),
      ...(group !== undefined && { group }),
      ...(counts !== undefined && { counts }),
      ...(countsGroup !== undefined && { countsGroup }),
      ...(category !== "" && { category }),
    },
  };
}

function lastOf(node: Node, name: string): string {
  return node.children.filter((child) => child.name.toLowerCase() === name).at(-1)?.content ?? "";
}

function attribute(node: Node, name: string): string | undefined {
  return node.attributes.find((one) => one.name.toLowerCase() === name)?.value;
}

function isCondition(node: Node): boolean {
  const name = node.name.toLowerCase();
  if (CONDITIONS.has(name)) return true;
  if (!PATTERNS.has(name)) return false;
  // An empty text matches every line; it is a condition only where the field may be missing.
  return (
    !(name === "match" || name === "regex") ||
    node.content !== "" ||
    attributeOf(node, "negate") === "yes"
  );
}

/** What is counted stands in for what a rule stands below, where it says neither. */
function withCounted(parents: RuleParents): RuleParents {
  const { ids, group, counts, countsGroup } = parents;
  if (ids.length > 0 || group !== undefined) return parents;
  if (counts !== undefined) return { ...parents, ids: [counts] };
  return countsGroup === undefined ? parents : { ...parents, group: countsGroup };
}

let stock: readonly TreeRule[] | undefined;

/** The stock rules, in the order in which their files are read. Of their conditions nothing is known: each is taken for one that has some. */
export function stockTreeRules(): readonly TreeRule[] {
  stock ??= [...stockRules().values()]
    .map(({ id, level, noAr, ignore }): TreeRule => ({
      id,
      level,
      noAr,
      ignore,
      groups: stockGroups(id) ?? "",
      file: stockFiles(id)?.rules ?? "",
      always: false,
      overwrite: false,
      parents: withCounted(stockParents(id)),
      silent: stockParents(id).silent === true,
    }))
    .sort((a, b) => (a.file < b.file ? -1 : Number(a.file > b.file)) || a.id - b.id);
  return stock;
}
