import { takeField } from "../judge/field";
import type { Alert, ReadAt, Taken } from "./alert";
import { readTimestamp } from "./timestamp";

/** What a line of alerts.json holds. */
export type ReadLine =
  | { readonly kind: "alert"; readonly alert: Alert }
  /** A finding of Wazuh 5: its rules have no numbers, and no rule there counts. */
  | { readonly kind: "finding" }
  | { readonly kind: "wrong"; readonly why: string };

/** Fields below `data` that alerts may name a process by. */
export const PROCESS_FIELDS = ["audit.exe", "audit.command", "audit.pid", "process.name"] as const;

type Tree = Readonly<Record<string, unknown>>;

/**
 * Reads one line of alerts.json of Wazuh 3 or 4, or one document of an indexer with such an alert as its `_source`.
 * @param wanted fields below `data` to keep, by their path
 * @param addresses those that may hold an address. @default srcip
 */
export function readAlert(
  line: string,
  at: ReadAt,
  wanted: readonly string[],
  addresses: readonly string[] = [],
): ReadLine {
  let tree: Tree | undefined;
  try {
    tree = treeIn(JSON.parse(line));
  } catch {
    return { kind: "wrong", why: "is not JSON" };
  }
  if (!tree) return { kind: "wrong", why: "is not a JSON object" };
  tree = treeIn(tree["_source"]) ?? tree;
  if (treeIn(treeIn(tree["wazuh"])?.["rule"])) return { kind: "finding" };
  const rule = treeIn(tree["rule"]);
  const id = Number(textIn(rule?.["id"]));
  if (!rule || !Number.isInteger(id) || id < 0)
    return { kind: "wrong", why: "holds no rule with a number" };
  const time = readTimestamp(textIn(tree["timestamp"]) ?? textIn(tree["@timestamp"]) ?? "");
  if (time === undefined) return { kind: "wrong", why: "holds no time" };
  const alert = alertOf(tree, rule, { rule: id, time, at }, wanted);
  putTaken(alert, tree, addresses);
  return { kind: "alert", alert };
}

function alertOf(
  tree: Tree,
  rule: Tree,
  known: Pick<Alert, "rule" | "time" | "at">,
  wanted: readonly string[],
): Made {
  const agent = treeIn(tree["agent"]);
  const data = treeIn(tree["data"]) ?? NOTHING;
  const groups = rule["groups"];
  const alert: Made = {
    time: known.time,
    rule: known.rule,
    at: known.at,
    id: textIn(tree["id"]) ?? "",
    manager:
      textIn(treeIn(tree["cluster"])?.["node"]) ?? textIn(treeIn(tree["manager"])?.["name"]) ?? "",
    level: Number(textIn(rule["level"]) ?? 0),
    groups: Array.isArray(groups) ? (groups as unknown[]).filter(isText) : [],
    agentId: textIn(agent?.["id"]) ?? "000",
    agentName: textIn(agent?.["name"]) ?? "",
  };
  // Millions go through here: no objects that are thrown away at once.
  put(alert, "agentIp", textIn(agent?.["ip"]));
  // Before 3.0 they stood at the top.
  put(alert, "srcip", textIn(data["srcip"]) ?? textIn(tree["srcip"]));
  put(alert, "dstuser", textIn(data["dstuser"]) ?? textIn(tree["dstuser"]));
  put(alert, "fullLog", textIn(tree["full_log"]));
  put(
    alert,
    "program",
    textIn(treeIn(tree["predecoder"])?.["program_name"]) ?? textIn(tree["program_name"]),
  );
  put(alert, "location", textIn(tree["location"]));
  const fields = fieldsOf(data, wanted);
  if (fields) alert.fields = fields;
  return alert;
}

/** The decoder of the Windows event channel makes its fields of no line of text (analysisd/decoders/winevtchannel.c, v4.14.7). */
const WINDOWS = "windows_eventchannel";

function putTaken(alert: Made, tree: Tree, addresses: readonly string[]): void {
  if (addresses.length === 0) return;
  let taken: Record<string, Taken> | undefined;
  for (const path of addresses) {
    const one = takeField(tree, path);
    if (one !== undefined && !(path === "srcip" && one === alert.srcip)) (taken ??= {})[path] = one;
  }
  if (taken) alert.taken = taken;
  if (textIn(treeIn(tree["decoder"])?.["name"]) === WINDOWS) alert.windows = true;
}

const NOTHING: Tree = {};

/** An alert while it is made. */
type Made = { -readonly [Key in keyof Alert]: Alert[Key] };
type Texts = "agentIp" | "srcip" | "dstuser" | "fullLog" | "program" | "location";

function put(alert: Made, name: Texts, value: string | undefined): void {
  if (value !== undefined) alert[name] = value;
}

function isText(one: unknown): one is string {
  return typeof one === "string";
}

function fieldsOf(data: Tree, wanted: readonly string[]): Record<string, string> | undefined {
  let fields: Record<string, string> | undefined;
  for (const path of wanted) {
    let at: unknown = data;
    for (const step of stepsOf(path)) at = treeIn(at)?.[step];
    // Decoders of JSON may leave a field's path as its name.
    const value = textIn(at) ?? textIn(data[path]);
    if (value !== undefined) (fields ??= {})[path] = value;
  }
  return fields;
}

const steps = new Map<string, readonly string[]>();

function stepsOf(path: string): readonly string[] {
  let found = steps.get(path);
  if (!found) steps.set(path, (found = path.split(".")));
  return found;
}

function treeIn(value: unknown): Tree | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Tree)
    : undefined;
}

function textIn(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : undefined;
}
