import { compilePattern } from "../config/pattern";
import type { ActiveResponse } from "../config/activeResponse";
import { error, isRefusal, warning, type Word, type Words } from "../config/words";
import type { Lists } from "./conditions";
import { readRules, type RuleText } from "./readRules";
import type { Event } from "./event";
import { addChild, isCounting, type Rule } from "./rule";

/** A file of rules. */
export interface RuleFile {
  /** Path below Wazuh's home. */
  readonly path: string;
  readonly text: string;
}

/** All rules, in their tree, with counters at zero. */
export interface Ruleset {
  readonly roots: readonly Rule[];
  readonly byId: ReadonlyMap<number, Rule>;
  readonly words: Words;
  readonly refused: boolean;
}

/**
 * Loads rules in the order of the file names: the first of two equal ids stays, an overwrite replaces what is there, a rule
 * without its parent is dropped. Active responses are bound here, by what a rule says where it is first defined.
 */
export function loadRuleset(
  files: readonly RuleFile[],
  lists: Lists,
  responses: readonly ActiveResponse[],
): Ruleset {
  const base = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
  const sorted = [...files].sort((a, b) => (base(a.path) < base(b.path) ? -1 : 1));
  const words: Word[] = [];
  const roots: Rule[] = [];
  const byId = new Map<number, Rule>();
  for (const { path, text } of sorted) {
    const read = readRules(path, text, lists);
    words.push(...read.words);
    if (isRefusal(read.words)) {
      words.push(error(`(1220): Error loading the rules: '${path}'.`));
      break;
    }
    for (const rule of read.rules) place(rule, { roots, byId, words, responses });
  }
  wireCounters(byId);
  return { roots, byId, words, refused: isRefusal(words) };
}

/** Gives every composite rule the list of events that it counts. A rule counted by its id is not counted by its groups. */
function wireCounters(byId: ReadonlyMap<number, Rule>): void {
  const bySid = new Map<number, Event[]>();
  const composites = [...byId.values()].filter(({ parents }) => isCounting(parents));
  for (const rule of composites) {
    if (rule.parents?.by !== "sid") continue;
    const sid = rule.parents.ids[0] ?? 0;
    const list = bySid.get(sid) ?? [];
    bySid.set(sid, list);
    const parent = byId.get(sid);
    if (parent) parent.feeds = [list];
    rule.counted = list;
  }
  for (const rule of composites) {
    const { parents, counted } = rule;
    if (parents?.by !== "group") continue;
    for (const [id, other] of byId)
      if (!bySid.has(id) && hasGroup(other.groups, parents.pattern)) other.feeds.push(counted);
  }
}

interface Loading {
  readonly roots: Rule[];
  readonly byId: Map<number, Rule>;
  readonly words: Word[];
  readonly responses: readonly ActiveResponse[];
}

function place(text: RuleText, { roots, byId, words, responses }: Loading): void {
  const { id } = text;
  const known = byId.get(id);
  if (known && !text.overwrite) {
    words.push(
      warning(
        `(7612): Rule ID '${id}' is duplicated. Only the first occurrence will be considered.`,
      ),
    );
    return;
  }
  if (known) {
    const { parents, file } = known;
    Object.assign(known, text, { parents, file });
    return;
  }
  if (text.overwrite)
    words.push(
      warning(
        `(7613): Rule ID '${id}' does not exist but 'overwrite' is set to 'yes'. Still, the rule will be loaded.`,
      ),
    );
  const rule: Rule = {
    ...text,
    responses: responses.filter((response) => binds(response, text)),
    children: [],
    ignoredSince: 0,
    feeds: [],
    counted: [],
    firedTimes: 0,
  };
  const places = placesOf(rule, roots, byId, words);
  for (const siblings of places) addChild(siblings, rule);
  if (places.length > 0) byId.set(id, rule);
}

function placesOf(
  { id, parents }: Rule,
  roots: Rule[],
  byId: ReadonlyMap<number, Rule>,
  words: Word[],
): Rule[][] {
  if (!parents) return [roots];
  if (parents.by === "sid") {
    const found = parents.ids.flatMap((sid) => {
      const parent = byId.get(sid);
      if (!parent)
        words.push(
          warning(
            `(7617): Signature ID '${sid}' was not found and will be ignored in the 'if_sid' option of rule '${id}'.`,
          ),
        );
      return parent ? [parent.children] : [];
    });
    if (found.length === 0)
      words.push(warning(`(7619): Empty 'if_sid' value. Rule '${id}' will be ignored.`));
    return found;
  }
  const wanted = [...byId.values()].filter((rule) =>
    parents.by === "level" ? rule.level >= parents.level : hasGroup(rule.groups, parents.pattern),
  );
  if (wanted.length === 0)
    words.push(warning(`(7610): No parent was found. Rule '${id}' will be ignored.`));
  return wanted.map(({ children }) => children);
}

/** Whether a group of a rule is meant by `if_group`. */
export function hasGroup(groups: readonly string[], pattern: string): boolean {
  return pattern.split(/[|,]/).some((name) => groups.includes(name.trim()));
}

function binds(response: ActiveResponse, rule: RuleText): boolean {
  if (rule.level === 0 || rule.noAr) return false;
  const level = response.level > 0 ? rule.level >= response.level : undefined;
  const group =
    response.rulesGroup === undefined
      ? undefined
      : compilePattern(
          "osregex",
          response.rulesGroup,
        )(rule.groups.map((name) => `${name},`).join(""));
  const byBoth =
    level !== undefined && group !== undefined ? level && group : (level ?? group ?? false);
  return byBoth || idsOf(response.rulesId ?? "").includes(rule.id);
}

/** As analysisd walks the list: digits between commas; anything else ends it. */
function idsOf(list: string): number[] {
  const ids: number[] = [];
  for (const part of list.split(",")) {
    const trimmed = part.replace(/^ +/, "");
    if (trimmed === "") continue;
    const digits = /^\d+/.exec(trimmed)?.[0];
    if (digits === undefined) break;
    ids.push(Number(digits));
  }
  return ids;
}
