import type { Labels } from "./shapes";

/**
 * Whether labels meet a selector: all of its parts, separated by commas. A part is `key`, `!key`, `key=value`, `key==value`,
 * `key!=value`, `key in (a,b)` or `key notin (a,b)` (Hetzner's reference, "Label Selector").
 */
export function selects(selector: string, labels: Labels): boolean {
  return selector.split(/,(?![^(]*\))/).every((part) => meets(part.trim(), labels));
}

function meets(part: string, labels: Labels): boolean {
  const [, key = "", not, list = ""] = /^(\S+) (not)?in \(([^)]*)\)$/.exec(part) ?? [];
  if (key !== "") {
    const among = list.split(",").map((one) => one.trim());
    return among.includes(labels[key] ?? "") && labels[key] !== undefined ? !not : Boolean(not);
  }
  const [, name = "", operator, value] = /^(!?[^=!]+)(!=|==?)?(.*)$/.exec(part) ?? [];
  if (operator === undefined)
    return name.startsWith("!") ? labels[name.slice(1)] === undefined : labels[name] !== undefined;
  return (labels[name] === value) === (operator !== "!=");
}
