import type { Node } from "../../wazuh/read/node";
import { effect, say, START } from "./effect";
import type { Holder } from "../../wazuh/known/section";
import type { Report } from "./report";

/** Says what an element that holds others must hold, and does not. @param section `<syscheck>`. */
export function lintComplete(node: Node, holder: Holder, section: string, report: Report): void {
  if (node.children.length === 0) {
    lintEmpty(node, holder, section, report);
    return;
  }
  const incomplete = (lacks: string, instead: string): void => {
    report.error("incomplete", node, `${lacks}; ${START}`, instead);
  };
  const has = (name: string): boolean => node.children.some((child) => child.name === name);
  for (const needed of holder.needed ?? [])
    if (!has(needed)) incomplete(`has no <${needed}>`, `add <${needed}>`);
  const choice = holder.oneOf ?? [];
  if (choice.length > 0 && !choice.some(has)) {
    const list = choice.map((name) => `<${name}>`).join(" or ");
    incomplete(`has no ${list}`, `add ${list}`);
  }
  if (holder.notBoth?.every(has)) {
    const list = holder.notBoth.map((name) => `<${name}>`).join(" and ");
    incomplete(`has both ${list}`, "keep one of the two");
  }
  for (const name of holder.filledOnce ?? []) {
    const all = node.children.filter((child) => child.name === name);
    if (all.length > 0 && all.every(({ children }) => children.length === 0))
      incomplete(`has nothing in <${name}>`, `fill <${name}>`);
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
