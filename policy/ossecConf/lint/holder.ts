import type { Node } from "../../wazuh/read/node";
import { lintAttributes } from "./attributes";
import { lintPlainText, lintSameName } from "./clusterdTexts";
import { lintComplete } from "./complete";
import { effect, say } from "./effect";
import type { Effect, Holder } from "../../wazuh/known/section";
import type { Report } from "./report";
import type { Accepts } from "../../wazuh/known/values";

/**
 * What of an element that holds others the daemons refuse or pass over.
 * @param section how the section around it is called in the findings, `<syscheck>`.
 */
export function lintHolder(node: Node, holder: Holder, section: string, report: Report): void {
  lintComplete(node, holder, section, report);
  for (const child of node.children) {
    if (holder.unknown !== "unchecked") lintSameName(child, report);
    lintElement(node, child, holder, section, report);
    const attributes = holder.attributes?.[child.name];
    if (attributes && !(attributes.ifFilled && child.children.length === 0))
      lintAttributes(child, attributes, section, report);
    const inner = holder.inner?.[child.name];
    if (inner) lintHolder(child, inner, section, report);
    if (holder.plainTexts) lintPlainText(child, report);
  }
}

function lintElement(
  node: Node,
  child: Node,
  holder: Holder,
  section: string,
  report: Report,
): void {
  const accepts = elementOf(holder, child.name);
  if (!accepts) {
    lintUnknown(node, child, holder, section, report);
    return;
  }
  const instead = accepts(child.content);
  if (instead === undefined) return;
  const wrong = holder.wrongValues?.[child.name] ?? holder.wrongValue ?? "refused";
  lintWrong(child, wrong, section, instead, report);
}

function lintWrong(
  child: Node,
  wrong: Effect,
  section: string,
  instead: string,
  report: Report,
): void {
  const code = wrong === "refused" ? " (1235)" : "";
  say(
    wrong === "refused" ? "refused-value" : "wrong-value",
    child,
    wrong,
    `is no value that Wazuh takes; ${effect(wrong, section)}${code}`,
    instead,
    report,
  );
}

function lintUnknown(
  node: Node,
  child: Node,
  { unknown, elements }: Holder,
  section: string,
  report: Report,
): void {
  if (unknown === "unchecked") return;
  const name = node.name === "wodle" ? section : `<${node.name}>`;
  const code = unknown === "refused" ? " (1230)" : "";
  say(
    "unknown-element",
    child,
    unknown,
    `is unknown in ${name}; ${effect(unknown, section)}${code}`,
    `remove it; ${name} takes ${Object.keys(elements).sort().join(", ")}`,
    report,
  );
}

function elementOf({ caseless, elements }: Holder, name: string): Accepts | undefined {
  const small = name.toLowerCase();
  const key = caseless?.includes(small) ? small : name;
  return Object.hasOwn(elements, key) ? elements[key] : undefined;
}
