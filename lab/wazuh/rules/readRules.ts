import { leadingNumber } from "../config/activeResponse";
import { error, warning, type Word } from "../config/words";
import { parseRules, XmlError, type XmlNode } from "../config/xml";
import { conditionOf, Dropped, type Lists } from "./conditions";
import { isCounting, type Condition, type Parents } from "./rule";

/** A rule as one file says it, before it takes its place in the tree. */
export interface RuleText {
  readonly id: number;
  readonly level: number;
  readonly frequency: number;
  readonly timeframe: number;
  readonly ignore: number;
  readonly overwrite: boolean;
  readonly conditions: readonly Condition[];
  readonly sameFields: readonly string[];
  readonly differentFields: readonly string[];
  readonly globalFrequency: boolean;
  readonly groups: readonly string[];
  readonly description: string;
  readonly noAlert: boolean;
  readonly noAr: boolean;
  readonly parents: Parents | undefined;
  readonly file: string;
}

/** Options that say nothing about whether a rule matches. */
const SAYS_NOTHING = new Set(
  "description group info cve mitre options time weekday category compiled_rule if_fts check_if_ignored ignore if_sid if_group if_level if_matched_sid if_matched_group global_frequency".split(
    " ",
  ),
);
const SAME = /^(same|different)_(\w+)$/;
const SAME_NAMES: Readonly<Record<string, string>> = {
  source_ip: "srcip",
  src_ip: "srcip",
  src_port: "srcport",
  dst_port: "dstport",
  user: "dstuser",
};

/** Reads one file of rules. An ERROR among the words means that analysisd refuses the whole ruleset. */
export function readRules(
  file: string,
  text: string,
  lists: Lists,
): { rules: RuleText[]; words: Word[] } {
  const words: Word[] = [];
  const rules: RuleText[] = [];
  try {
    for (const root of parseRules(text)) {
      if (root.element !== "group" || root.attributes["name"] === undefined)
        throw new Error(`rules_op: Invalid root element "${root.element}".Only "group" is allowed`);
      for (const node of root.children) {
        try {
          rules.push(readRule(node, root.attributes["name"], lists, file));
        } catch (fault) {
          if (!(fault instanceof Dropped)) throw fault;
          words.push(warning(fault.message));
        }
      }
    }
  } catch (fault) {
    if (!(fault instanceof Error)) throw fault;
    words.push(
      error(
        fault instanceof XmlError
          ? `(1226): Error reading XML file '${file}': ${fault.message} (line ${fault.line}).`
          : fault.message,
      ),
    );
  }
  return { rules, words };
}

function readRule(node: XmlNode, group: string, lists: Lists, file: string): RuleText {
  if (node.element !== "rule")
    throw new Error(`Invalid configuration. '${node.element}' is not a valid element.`);
  const number = (name: string): number | undefined => {
    const value = node.attributes[name];
    if (value === undefined) return undefined;
    if (!/^\d+$/.test(value))
      throw new Error(`rules_op: Invalid ${name}: ${value}. Must be integer`);
    return Number(value);
  };
  const id = number("id");
  const level = number("level");
  if (id === undefined || level === undefined)
    throw new Error("No rule id or level specified for a rule.");
  if (level > 16) throw new Error(`rules_op: Invalid level: ${level}. Must be integer`);
  if (node.children.length === 0)
    throw new Error(
      `Rule '${id}' without any option. It may lead to false positives and some other problems for the system. Exiting.`,
    );
  const frequency = number("frequency");
  if (frequency !== undefined && (frequency < 2 || frequency > 9999))
    throw new Error(
      `rules_op: Invalid frequency: ${frequency}. Must be higher than 1 and lower than 10000.`,
    );
  const texts = (element: string): string[] =>
    node.children.filter((child) => child.element === element).map(({ content }) => content);
  const same = (prefix: string): string[] => sameFields(node, prefix);
  const conditions: Condition[] = [];
  for (const option of node.children) {
    const condition = conditionOf(option, lists, id);
    if (condition) conditions.push(condition);
    else if (
      !SAYS_NOTHING.has(option.element) &&
      !SAME.test(option.element) &&
      !option.element.startsWith("not_same_")
    )
      throw new Error(`Invalid option '${option.element}' for rule '${id}'.`);
  }
  const parents = parentsOf(texts, id);
  if ((frequency !== undefined || same("same").length > 0) && !isCounting(parents))
    throw new Error(
      `Invalid use of frequency/context options. Missing if_matched on rule '${id}'.`,
    );
  const groups = [group, ...texts("group")].flatMap((names) => names.split(","));
  return {
    id,
    level,
    frequency: frequency === undefined ? 0 : frequency - 2,
    timeframe: number("timeframe") ?? 360,
    ignore: number("ignore") ?? 0,
    overwrite: node.attributes["overwrite"] === "yes",
    conditions,
    sameFields: same("same"),
    differentFields: [...same("different"), ...same("not_same")],
    globalFrequency: texts("global_frequency").length > 0,
    groups: [...new Set(groups.map((name) => name.trim()).filter((name) => name !== ""))],
    description: texts("description")[0] ?? "",
    noAlert: node.attributes["noalert"] === "1" || texts("options").includes("no_log"),
    noAr: texts("options").some((options) => options.split(",").includes("no_ar")),
    parents,
    file,
  };
}

function sameFields(node: XmlNode, prefix: string): string[] {
  return node.children
    .filter(({ element }) => element.startsWith(`${prefix}_`))
    .map(({ element, content }) => {
      const name = element.slice(prefix.length + 1);
      return name === "field" ? content : (SAME_NAMES[name] ?? name);
    });
}

function parentsOf(texts: (element: string) => string[], id: number): Parents | undefined {
  const ids = (element: string): number[] =>
    texts(element)
      .flatMap((list) => list.split(/[, ]+/))
      .filter((part) => part !== "")
      .map((part) => {
        if (!/^\d+$/.test(part))
          throw new Dropped(
            `(7618): Invalid '${element}' value: '${part}'. Rule '${id}' will be ignored.`,
          );
        return leadingNumber(part);
      });
  const matchedSid = ids("if_matched_sid");
  const sid = ids("if_sid");
  const [matchedGroup] = texts("if_matched_group");
  const [group] = texts("if_group");
  const [level] = texts("if_level");
  if (matchedSid.length > 0) return { by: "sid", ids: matchedSid, matched: true };
  if (matchedGroup !== undefined) return { by: "group", pattern: matchedGroup, matched: true };
  if (sid.length > 0) return { by: "sid", ids: sid, matched: false };
  if (group !== undefined) return { by: "group", pattern: group, matched: false };
  return level === undefined ? undefined : { by: "level", level: leadingNumber(level) };
}
