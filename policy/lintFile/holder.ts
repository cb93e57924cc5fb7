import type { Node } from "../read/node";
import type { Attributes, Effect, Holder } from "./known/section";
import type { Report } from "./report";
import type { Accepts } from "./values";

export const START = "the daemons of the manager do not start with it";

/**
 * What of an element that holds others the daemons refuse or pass over.
 * @param section how the section around it is called in the findings, `<syscheck>`.
 */
export function lintHolder(node: Node, holder: Holder, section: string, report: Report): void {
  if (node.children.length === 0) {
    lintEmpty(node, holder, section, report);
    return;
  }
  for (const needed of holder.needed ?? []) {
    if (node.children.some(({ name }) => name === needed)) continue;
    report.error("incomplete", node, `has no <${needed}>; ${START}`, `add <${needed}>`);
  }
  const choice = holder.oneOf ?? [];
  if (choice.length > 0 && !node.children.some(({ name }) => choice.includes(name))) {
    const list = choice.map((name) => `<${name}>`).join(" or ");
    report.error("incomplete", node, `has no ${list}; ${START}`, `add ${list}`);
  }
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

function lintEmpty(node: Node, { empty }: Holder, section: string, report: Report): void {
  if (empty === undefined) return;
  const code = empty === "refused" ? " (1230)" : "";
  say(
    "empty-section",
    node,
    empty,
    `is empty; ${effect(empty, section)}${code}`,
    "remove it, or fill it",
    report,
  );
}

function lintElement(
  node: Node,
  child: Node,
  holder: Holder,
  section: string,
  report: Report,
): void {
  const accepts = elementOf(node, holder, child.name);
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

function lintAttributes(
  node: Node,
  { takes, unknown, wrongValue, firstOnly, needed }: Attributes,
  section: string,
  report: Report,
): void {
  for (const name of needed ?? []) {
    const given = firstOnly ? node.attributes.slice(0, 1) : node.attributes;
    if (given.some((attribute) => attribute.name === name)) continue;
    const first = firstOnly ? " as its first attribute" : "";
    report.error(
      "refused-value",
      node,
      `has no ${name}${first}; ${START}`,
      `write <${node.name} ${name}="...">`,
    );
    if (firstOnly) return;
  }
  for (const { name, value } of firstOnly ? node.attributes.slice(0, 1) : node.attributes) {
    const accepts = Object.hasOwn(takes, name) ? takes[name] : undefined;
    const wrong = accepts ? wrongValue : unknown;
    const instead = accepts
      ? accepts(value)
      : `remove it; it takes ${Object.keys(takes).join(", ")}`;
    if (instead === undefined || wrong === "unchecked") continue;
    const what = accepts ? `has ${name}="${value}"` : `has the unknown attribute ${name}`;
    say(
      wrong === "refused" ? "refused-value" : "wrong-value",
      node,
      wrong,
      `${what}; ${effect(wrong, section)}`,
      accepts ? `${instead}, as ${name}="..."` : instead,
      report,
    );
  }
}

/** wazuh-clusterd puts attributes and elements of an element into one map. */
function lintSameName(node: Node, report: Report): void {
  const same = node.children.find(({ name }) =>
    node.attributes.some((attribute) => attribute.name === name),
  );
  if (!same) return;
  report.error(
    "refused-value",
    same,
    `has the name of an attribute of <${node.name}>: wazuh-clusterd -t ends with an error, and so the manager does not start`,
    "keep the attribute or the element",
  );
}

/** wazuh-clusterd reads these as text, whatever the other daemons make of them. */
function lintPlainText(child: Node, report: Report): void {
  if (child.content !== "" && child.attributes.length + child.children.length === 0) return;
  report.error(
    "refused-value",
    child,
    "is empty, or has attributes or elements: wazuh-clusterd -t ends with an error, and so the manager does not start",
    "remove it, or write its value as text",
  );
}

const effect = (what: Effect, section: string): string => {
  switch (what) {
    case "refused":
      return START;
    case "section off":
      return `${section} has no effect`;
    case "ignored":
      return "it has no effect";
    default:
      return what satisfies never;
  }
};

function say(
  code: string,
  at: Node,
  what: Effect,
  reason: string,
  instead: string,
  report: Report,
): void {
  report[what === "refused" ? "error" : "warning"](code, at, reason, instead);
}

// What Wazuh compares without regard to case.
const CASELESS: Readonly<Record<string, ReadonlySet<string>>> = {
  remote: new Set("connection port protocol ipv6 local_ip agents".split(" ")),
  localfile: new Set(
    "log_format alias exclude ignore_binaries ignore restrict multiline_regex filter".split(" "),
  ),
};

function elementOf(node: Node, holder: Holder, name: string): Accepts | undefined {
  const small = name.toLowerCase();
  const key = CASELESS[node.name]?.has(small) ? small : name;
  return Object.hasOwn(holder.elements, key) ? holder.elements[key] : undefined;
}
