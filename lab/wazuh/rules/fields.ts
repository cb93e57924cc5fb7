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
