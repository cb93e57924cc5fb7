import type { Alert, Taken } from "../alerts/alert";
import { plainField } from "./plain";

/** The field of an alert that holds the address, as scripts/responses/fields.awk finds it. */
export interface FoundField {
  /** Path below `data`; undefined where no field says anything. */
  readonly name: string | undefined;
  /** Its text, where it is text; to be shown by plain(), or asked by {@link plainField}. */
  readonly text: string;
  /** What is strange about it where it holds no address. */
  readonly why: string;
}

const SRCIP = "srcip";
const DATA = "parameters.alert.data";

/** Finds the first of these fields that says anything; one that holds what it should not is found, too. */
export function foundField(alert: Alert, names: readonly string[]): FoundField {
  for (const name of names) {
    const taken = takenAt(alert, name);
    if (taken === undefined || taken === "" || taken === "-") continue;
    if (typeof taken === "string")
      return { name, text: taken, why: `${pathOf(name)} is not an address` };
    if (taken.sort !== undefined)
      return { name, text: "", why: `${pathOf(name)} is ${aKind(taken.sort)}, not an address` };
  }
  const [first = SRCIP, ...rest] = names;
  const others = rest.length === 0 ? "" : `, and no address stands in ${rest.join(", ")}`;
  return { name: undefined, text: "", why: `${whyNothing(alert, first)}${others}` };
}

/** The text of a field where it may decide something; "" where it holds none. */
export function addressText({ text }: FoundField): string {
  return plainField(text);
}

function whyNothing(alert: Alert, name: string): string {
  const taken = takenAt(alert, name);
  if (taken === "") return `${pathOf(name)} is empty`;
  if (taken === "-") return `${pathOf(name)} is not an address`;
  if (typeof taken === "object")
    return taken.above ?? `${pathOf(name)} is a literal, not an address`;
  return `${pathOf(name)} is missing`;
}

function takenAt(alert: Alert, name: string): Taken | undefined {
  return alert.taken?.[name] ?? (name === SRCIP ? alert.srcip : undefined);
}

function pathOf(name: string): string {
  return `${DATA}.${name}`;
}

type Tree = Readonly<Record<string, unknown>>;

/** What stands below `data` at a path; undefined where its last step alone is missing. */
export function takeField(data: Tree, name: string): Taken | undefined {
  const steps = name.split(".");
  let at: unknown = data;
  let path = DATA;
  for (const [i, step] of steps.entries()) {
    if (i > 0 && sortOf(at) !== "object")
      return { above: `${path} is ${aKind(sortOf(at))}, not an object` };
    if (!Object.hasOwn(at as Tree, step))
      return i + 1 === steps.length ? undefined : { above: `${path}.${step} is missing` };
    at = (at as Tree)[step];
    path = `${path}.${step}`;
  }
  if (typeof at === "string") return at;
  if (typeof at === "number") return String(at);
  // A null says nothing.
  return at === null ? {} : { sort: sortOf(at) };
}

function sortOf(value: unknown): NonNullable<Exclude<Taken, string>["sort"]> {
  if (Array.isArray(value)) return "array";
  if (typeof value === "object" && value !== null) return "object";
  if (typeof value === "string") return "string";
  return typeof value === "number" ? "number" : "literal";
}

function aKind(sort: string): string {
  return `${/^[ao]/.test(sort) ? "an" : "a"} ${sort}`;
}
