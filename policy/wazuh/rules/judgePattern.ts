import { attributeOf, type Node } from "../read/node";
import type { PatternKind } from "./elements";
import { patternFault } from "./patternFault";
import type { RuleReading } from "./ruleReading";

const KINDS: readonly PatternKind[] = ["osregex", "osmatch", "pcre2"];

/** Which dialect an element takes; says where `type` or `negate` is none that Wazuh knows (7600). */
export function kindOf(node: Node, byDefault: PatternKind, reading: RuleReading): PatternKind {
  const negate = attributeOf(node, "negate");
  if (negate !== undefined && !/^(?:yes|no)$/i.test(negate))
    reading.misread(node, `has negate="${negate}", which Wazuh takes for no`, "write yes or no");
  const type = attributeOf(node, "type");
  if (type === undefined) return byDefault;
  const kind = KINDS.find((one) => one === type.toLowerCase());
  if (kind === undefined)
    reading.misread(
      node,
      `has type="${type}", which Wazuh does not know and takes for ${byDefault}`,
      "write osmatch, osregex or pcre2",
    );
  return kind ?? byDefault;
}

/** Refuses a pattern that does not compile. */
export function judgePattern(
  at: Node,
  pattern: string,
  kind: PatternKind,
  reading: RuleReading,
): void {
  const fault = patternFault(pattern, kind);
  if (fault) reading.refuse(at, fault.why, fault.instead);
}
