import { sameName } from "../../wazuh/known/clusterd";
import { keyOf, type Holder } from "../../wazuh/known/section";
import type { Accepts } from "../../wazuh/known/values";
import type { Node } from "../../wazuh/read/node";
import { lacks } from "../../wazuh/versions/wazuhVersion";
import { lintAsks, type Within } from "./asks";
import { lintAttributes } from "./attributes";
import { lintComplete } from "./complete";
import { codeOf, effect, say } from "./effect";
import type { Report } from "./report";

/**
 * What of an element that holds others the daemons refuse or pass over, by the tables of policy/wazuh/known.
 * @param around where it stands; `called` is how the section is named in the findings, `<syscheck>`.
 */
export function lintHolder(node: Node, holder: Holder, around: Within, report: Report): void {
  const { called } = around;
  lintComplete(node, holder, called, report);
  for (const child of node.children) {
    if (holder.unknown !== "unchecked") lintSameName(child, report);
    lintElement(node, child, holder, around, report);
    const attributes = holder.attributes?.[child.name];
    if (attributes && !(attributes.ifFilled && child.children.length === 0))
      lintAttributes(child, attributes, called, report);
    const inner = holder.inner?.[child.name];
    if (inner) lintHolder(child, inner, around, report);
  }
  lintAsks(node, holder, around, report);
}

function lintSameName(node: Node, report: Report): void {
  const same = sameName(node);
  if (!same) return;
  report.error(
    "refused-value",
    same,
    `has the name of an attribute of <${node.name}>: wazuh-clusterd -t ends with an error, so the manager does not start`,
    "keep the attribute or the element",
  );
}

function lintElement(
  node: Node,
  child: Node,
  holder: Holder,
  { called: section, version }: Within,
  report: Report,
): void {
  const accepts = elementOf(holder, child.name);
  const since = accepts && holder.since?.[keyOf(holder, child.name)];
  if (!accepts || lacks(version, since)) {
    lintUnknown(node, child, holder, section, report, since);
    return;
  }
  const instead = accepts(child.content);
  if (instead === undefined) return;
  const wrong = holder.wrongValues?.[child.name] ?? holder.wrongValue ?? "refused";
  const number = wrong === "refused" ? " (1235)" : "";
  say(
    holder.code ?? codeOf(wrong),
    child,
    wrong,
    `is not a value that Wazuh accepts; ${effect(wrong, section)}${number}`,
    instead,
    report,
  );
}

/** @param since the first version that knows it; undefined where none does. */
function lintUnknown(
  node: Node,
  child: Node,
  { unknown, elements, code }: Holder,
  section: string,
  report: Report,
  since: string | undefined,
): void {
  if (unknown === "unchecked") return;
  const name = node.name === "wodle" ? section : `<${node.name}>`;
  const number = unknown === "refused" ? " (1230)" : "";
  say(
    code ?? "unknown-element",
    child,
    unknown,
    `is unknown in ${name}${since === undefined ? "" : ` before Wazuh ${since}`}; ${effect(unknown, section)}${number}`,
    since === undefined
      ? `remove it; ${name} takes ${Object.keys(elements).sort().join(", ")}`
      : "remove it, or upgrade the manager",
    report,
  );
}

function elementOf(holder: Holder, name: string): Accepts | undefined {
  const { elements } = holder;
  const key = keyOf(holder, name);
  return Object.hasOwn(elements, key) ? elements[key] : undefined;
}
