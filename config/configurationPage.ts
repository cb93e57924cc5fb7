import * as z from "zod";

import { kindsTable } from "./kindsTable";
import { stackSchema } from "../policy/model/stack";

/** What is read of a JSON schema. */
interface Node {
  readonly type?: string;
  readonly const?: string;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly additionalProperties?: Node | boolean;
}

/** One key: its path, the form of its value, whether it must be there, what it means. */
export interface Key {
  readonly path: string;
  readonly form: string;
  readonly required: boolean;
  readonly meaning: string;
}

/** Every key of the stack configuration, in the order of the schema. */
export function configurationKeys(): Key[] {
  return keysOf(z.toJSONSchema(stackSchema, { io: "input" }) as Node, "");
}

/** docs/configuration.md: every key of the stack configuration, from the same source as its check. */
export function configurationPage(): string {
  const lines = [
    "# Configuration, key by key",
    "",
    "Rendered from the schema that preview checks (`policy/model/stack.ts`); do not edit. In the stack file each key at the top",
    "has the prefix `wazuh-active-response:`. `[]` stands for each entry of a list, `<name>` for a name that you choose. Keys in **bold**",
    "must be there. An unknown key is an error.",
  ];
  let top = "";
  for (const { path, form, required, meaning } of configurationKeys()) {
    const first = path.split(/[.[<]/)[0] ?? "";
    if (first !== top) {
      top = first;
      lines.push("", `## ${top}`, "", "| key | value | meaning |", "|---|---|---|");
    }
    const key = required ? `**\`${path}\`**` : `\`${path}\``;
    lines.push(`| ${key} | ${form.replaceAll("|", "\\|")} | ${meaning.replaceAll("|", "\\|")} |`);
  }
  return `${[...lines, "", ...kindsTable()].join("\n")}\n`;
}

function keysOf(node: Node, path: string): Key[] {
  const forms = node.oneOf ?? node.anyOf;
  if (forms && !node.properties) return forms.flatMap((form) => keysOf(form, variant(path, form)));
  if (node.items) return keysOf(node.items, `${path}[]`);
  if (typeof node.additionalProperties === "object" && !node.properties)
    return keysOf(node.additionalProperties, `${path}.<name>`);
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const here = path === "" ? name : `${path}.${name}`;
    const required = node.required?.includes(name) ?? false;
    const meaning = child.description ?? child.items?.description ?? "";
    return [{ path: here, form: formOf(child), required, meaning }, ...keysOf(child, here)];
  });
}

/** `responses[]` of kind block-ip is `responses[kind: block-ip]`. */
function variant(path: string, form: Node): string {
  const [name, kind] =
    Object.entries(form.properties ?? {}).find(([, child]) => child.const !== undefined) ?? [];
  if (name === undefined) return path;
  const mark = `${name}: ${kind?.const ?? ""}`;
  return path.endsWith("[]") ? `${path.slice(0, -1)}${mark}]` : `${path}[${mark}]`;
}

function formOf(node: Node): string {
  if (node.const !== undefined) return `\`${node.const}\``;
  if (node.enum) return node.enum.map((value) => `\`${String(value)}\``).join(", ");
  const forms = node.oneOf ?? node.anyOf;
  if (forms) return [...new Set(forms.map(formOf))].join(" or ");
  if (node.items) return `list of ${formOf(node.items)}`;
  return node.type === "object" ? "keys below" : (node.type ?? "any");
}
