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
/** Begins the name of a field that is not below `data`. */
const ALERT = "alert.";

/**
 * Finds the first of these fields that says anything; one that holds what it should not is found, too.
 * @param wanted what it should hold, as the scripts call it.
 */
export function foundField(
  alert: Alert,
  names: readonly string[],
  wanted = "an address",
): FoundField {
  for (const name of names) {
    const taken = takenAt(alert, name);
    if (taken === undefined || taken === "" || taken === "-") continue;
    if (typeof taken === "string")
      return { name, text: taken, why: `${pathOf(name)} is not ${wanted}` };
    if (taken.sort !== undefined)
      return { name, text: "", why: `${pathOf(name)} is ${aKind(taken.sort)}, not ${wanted}` };
  }
  const [first = SRCIP, ...rest] = names;
  const others =
    rest.length === 0 ? "" : `, and no ${wanted.replace(/^an? /, "")} stands in ${rest.join(", ")}`;
  return { name: undefined, text: "", why: `${whyNothing(alert, first, wanted)}${others}` };
}

/** The text of a field where it may decide something; "" where it holds none. */
export function addressText({ text }: FoundField): string {
  return plainField(text);
}

function whyNothing(alert: Alert, name: string, wanted: string): string {
  const taken = takenAt(alert, name);
  if (taken === "") return `${pathOf(name)} is empty`;
  if (taken === "-") return `${pathOf(name)} is not ${wanted}`;
  if (typeof taken === "object")
    return taken.above ?? `${pathOf(name)} is a literal, not ${wanted}`;
  return `${pathOf(name)} is missing`;
}

function takenAt(alert: Alert, name: string): Taken | undefined {
  return alert.taken?.[name] ?? (name === SRCIP ? alert.srcip : undefined);
}

/** Where a field stands in the message of wazuh-execd. */
export function pathOf(name: string): string {
  return `parameters.${name.startsWith(ALERT) ? "" : "alert.data."}${name}`;
}

type Tree = Readonly<Record<string, unknown>>;

/**
 * What stands at a path, below `data` or, where it begins with `alert.`, below the alert; undefined where its last step alone is
 * missing.
 */
export function takeField(alert: Tree, name: string): Taken | undefined {
  const below = name.startsWith(ALERT);
  const steps = (below ? name.slice(ALERT.length) : name).split(".");
  const { data } = alert;
  let at: unknown = below ? alert : sortOf(data) === "object" ? data : {};
  let path = below ? "parameters.alert" : "parameters.alert.data";
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
