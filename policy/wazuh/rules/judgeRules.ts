import { readEntries } from "../read/entries";
import { nodesOf, type Node } from "../read/node";
import { ReadError } from "../read/readError";
import { ruleOf, type ReadRule } from "../read/rulesFile";
import { applyVariables } from "../read/variables";
import { STOCK_DECODERS } from "../stock/stockDecoders";
import { PATTERNS } from "./elements";
import { REFUSED, type RuleFault } from "./fault";
import { judgeElement } from "./judgeElement";
import { judgePattern, kindOf } from "./judgePattern";
import { judgeAttributes } from "./ruleAttributes";
import { RuleReading } from "./ruleReading";

/** What is known beside a rules file. */
export interface AroundRules {
  /** Names of decoders of etc/decoders. @default none are known */
  readonly decoders?: Iterable<string>;
  /** The CDB lists that the `<ruleset>` declares, as they stand there. @default not known: none is missed */
  readonly lists?: ReadonlySet<string>;
}

/** Where the rules of a file go while they are read. */
export interface RuleSink {
  /** Whether a rule of that id was read already: one that does not overwrite it is not looked at (7612). */
  has(id: number): boolean;
  /** Takes the next rule that is not passed over. @returns what is wrong with where it stands. */
  take(rule: ReadRule): readonly Pick<RuleFault, "effect" | "reason" | "instead">[];
}

/**
 * Reads a rules file and finds all that wazuh-analysisd 4.14.7 does not take in it, whatever stands in the other files
 * (Rules_OP_ReadRules, rules.c:97). Where it would stop, this goes on with the next rule.
 */
export function judgeRules(
  text: string,
  sink: RuleSink,
  around: AroundRules = {},
): readonly RuleFault[] {
  if (text === "") return [];
  let roots: Node[];
  try {
    const entries = readEntries(text);
    applyVariables(entries);
    roots = nodesOf(entries);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    const { line, column, meaning, wazuh } = error;
    const reason = `cannot be read by Wazuh, and ${REFUSED.replace("with it", "with this file")}: ${meaning}`;
    const fault = {
      value: "the file",
      reason,
      instead: `Wazuh says only "${wazuh}"`,
      line,
      column,
    };
    return [{ effect: "refused", ...fault }];
  }
  const decoders = new Set([...STOCK_DECODERS, ...(around.decoders ?? [])]);
  const faults: RuleFault[] = [];
  const refuse = (at: Node, value: string, reason: string, instead: string): void => {
    const { line, column } = at;
    faults.push({
      effect: "refused",
      value,
      reason: `${reason}; ${REFUSED}`,
      instead,
      line,
      column,
    });
  };
  if (roots.length === 0)
    faults.push({
      effect: "refused",
      value: "the file",
      reason: `has no <group>; ${REFUSED}`,
      instead: "write a <group> with rules, or remove the file",
      line: 1,
      column: 1,
    });
  for (const root of roots) {
    const name = nameOf(root);
    if (root.name.toLowerCase() !== "group")
      refuse(
        root,
        `<${root.name}>`,
        "is not a <group>",
        'write rules in <group name="local,"> alone',
      );
    else if (name === undefined)
      refuse(root, "<group>", "has not name as its one attribute", 'write <group name="local,">');
    else if (root.children.length === 0)
      refuse(root, "<group>", "has no rule in it", "write a rule, or remove the group");
    for (const node of root.children) {
      if (node.name.toLowerCase() !== "rule") {
        refuse(node, `<${node.name}>`, "is not a <rule>", "write it in a rule, or remove it");
        continue;
      }
      const rule = ruleOf(node, name ?? "");
      const id = Number.isInteger(rule.id) ? rule.id : undefined;
      const reading = new RuleReading(id, decoders, around.lists);
      if (judgeRule(rule, name ?? "", reading, sink))
        for (const { effect, reason, instead } of sink.take(rule))
          reading.add(effect, node, `rule ${rule.id}`, reason, instead);
      faults.push(...reading.faults);
    }
  }
  return faults;
}

/** Name of a root; undefined where Wazuh does not take its attributes. */
function nameOf({ attributes: [first, ...others] }: Node): string | undefined {
  return first?.name.toLowerCase() === "name" && others.length === 0 ? first.value : undefined;
}

/** True where the rule is not passed over. */
function judgeRule(rule: ReadRule, group: string, reading: RuleReading, sink: RuleSink): boolean {
  const { node } = rule;
  if (!judgeAttributes(node, reading)) return false;
  if (sink.has(rule.id) && !rule.overwrite) return true;
  if (node.children.length === 0) {
    reading.refuse(node, "is empty", "write <description> and what the rule looks for");
    return true;
  }
  for (const child of node.children) {
    judgeElement(child, group, reading);
    if (reading.isDropped) break;
  }
  judgeWhole(node, reading);
  return !reading.isDropped;
}

/** What Wazuh asks once all elements are read (rules.c:1628, v4.14.7). */
function judgeWhole(node: Node, reading: RuleReading): void {
  const sids = reading.texts.get("if_sid");
  if (sids !== undefined && !/^[\d, ]+\n?$/.test(sids)) {
    const at = last(node, "if_sid");
    reading.drop(at, "is not a list of ids (7618)", "write numbers separated by commas");
  }
  if (reading.isDropped) return;
  if (sids?.endsWith("\n"))
    reading.misread(
      last(node, "if_sid"),
      "ends in a line break, which Wazuh warns of (7607)",
      "write it on one line",
    );
  if (!reading.texts.has("description"))
    reading.refuse(node, "has no description", "write <description>what happened</description>");
  const frequency = node.attributes.find(({ name }) => name.toLowerCase() === "frequency")?.value;
  const counting = reading.compares !== undefined || Number(frequency ?? 2) > 2;
  if (counting && !reading.counts)
    reading.refuse(
      reading.compares ?? node,
      "counts or compares events, and says of which rule nowhere",
      "write <if_matched_sid> or <if_matched_group> too",
    );
  for (const [name, pattern] of reading.texts) {
    const byDefault = PATTERNS.get(name);
    const at = last(node, name);
    const silent = new RuleReading(undefined, new Set(), undefined);
    if (byDefault) judgePattern(at, pattern, kindOf(at, byDefault, silent), reading);
    else if (name === "if_matched_regex") judgePattern(at, pattern, "osregex", reading);
  }
}

function last(node: Node, name: string): Node {
  return node.children.filter((child) => child.name.toLowerCase() === name).at(-1) ?? node;
}
