/** Decoded data as a tree. */
export type Tree = Readonly<Record<string, unknown>>;

/** The leaves of a tree by their path: `process.name`. Lists become one text, as Wazuh prints them. */
export function fieldsOf(tree: Tree, prefix = ""): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [key, value] of Object.entries(tree)) {
    const path = `${prefix}${key}`;
    if (typeof value === "string") fields[path] = value;
    else if (typeof value === "number" || typeof value === "boolean") fields[path] = String(value);
    else if (Array.isArray(value)) fields[path] = JSON.stringify(value);
    else if (typeof value === "object" && value !== null)
      Object.assign(fields, fieldsOf(value as Tree, `${path}.`));
  }
  return fields;
}

/** A tree made of leaves by their path. */
export function treeOf(fields: Readonly<Record<string, string>>): Tree {
  const tree: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(fields)) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    let branch = tree;
    for (const key of keys) branch = (branch[key] ??= {}) as Record<string, unknown>;
    branch[last] = value;
  }
  return tree;
}

/** The same tree with every number and truth value as text, as Wazuh holds fields; an empty object is no field. */
export function withTexts(tree: Tree): Tree {
  const filled = Object.entries(tree).filter(([, value]) => !isEmptyObject(value));
  return Object.fromEntries(filled.map(([key, value]) => [key, textOf(value)]));
}

function isEmptyObject(value: unknown): boolean {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject && Object.keys(value).length === 0;
}

function textOf(value: unknown): unknown {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.map((item: unknown) => textOf(item));
  return typeof value === "object" && value !== null ? withTexts(value as Tree) : value;
}

/** Names that every event can have, in the order in which an alert's data starts with them. */
const FIXED = [
  "protocol",
  "action",
  "srcip",
  "srcport",
  "srcuser",
  "dstip",
  "dstport",
  "dstuser",
  "id",
  "status",
  "url",
  "data",
  "extra_data",
  "system_name",
];

/** The same tree in the order of an alert: what has a fixed name first. Stock decoders rely on `"data":{"srcip":`. */
export function inAlertOrder(tree: Tree): Tree {
  const first = FIXED.filter((name) => tree[name] !== undefined).map((name) => [name, tree[name]]);
  return { ...(Object.fromEntries(first) as Tree), ...tree };
}
