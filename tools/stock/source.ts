import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { applyVariables } from "../../policy/wazuh/read/variables";
import { readEntries } from "../../policy/wazuh/read/entries";
import { nodesOf, type Node } from "../../policy/wazuh/read/node";
import { readRulesFile, type ReadRule } from "../../policy/wazuh/read/rulesFile";

/** A stock rule, and the file of ruleset/rules that it stands in. */
export interface SourceRule extends ReadRule {
  readonly file: string;
}

/** A decoder of ruleset/decoders. */
export interface SourceDecoder {
  readonly name: string;
  readonly file: string;
  readonly parent?: string;
  /** A decoder written in C that goes on with what the expressions leave, such as JSON_Decoder. */
  readonly plugin?: string;
  /** The fields that it decodes. */
  readonly order: readonly string[];
}

/** What the stock facts are made of. */
export interface Source {
  /** As `4.14.7`. */
  readonly version: string;
  /** In the order of their ids. */
  readonly rules: readonly SourceRule[];
  readonly decoders: readonly SourceDecoder[];
}

/**
 * Reads rules and decoders of a checkout of Wazuh's public source, by the rules of Wazuh's own reader.
 * @throws Error for an id that stands twice: the facts would be those of one of the two.
 */
export function readSource(folder: string): Source {
  const rules = filesOf(folder, "rules").flatMap(({ file, text }) =>
    readRulesFile(text).map((rule): SourceRule => ({ ...rule, file })),
  );
  const byId = new Map<number, SourceRule>();
  for (const rule of rules) {
    const before = byId.get(rule.id);
    if (before) throw new Error(`rule ${rule.id} stands in ${before.file} and in ${rule.file}`);
    byId.set(rule.id, rule);
  }
  return {
    version: versionOf(folder),
    rules: [...byId.values()].sort((a, b) => a.id - b.id),
    decoders: filesOf(folder, "decoders").flatMap(({ file, text }) => decodersOf(file, text)),
  };
}

/** The version of a checkout, as `4.14.7`. Before 4.12 it stands in another file. */
export function versionOf(folder: string): string {
  const file = join(folder, "VERSION.json");
  if (!existsSync(file)) return readFileSync(join(folder, "src/VERSION"), "utf8").trim().slice(1);
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { readonly version: string };
  return version;
}

/** The contents of the elements of a name, in their order. */
export function valuesOf({ children }: Node, name: string): readonly string[] {
  return children.filter((child) => child.name === name).map(({ content }) => content.trim());
}

function filesOf(
  folder: string,
  kind: "rules" | "decoders",
): readonly { readonly file: string; readonly text: string }[] {
  const of = join(folder, "ruleset", kind);
  return readdirSync(of)
    .filter((file) => file.endsWith(".xml"))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(of, file), "utf8") }));
}

function decodersOf(file: string, text: string): readonly SourceDecoder[] {
  const entries = readEntries(text);
  applyVariables(entries);
  return nodesOf(entries)
    .filter(({ name }) => name === "decoder")
    .map((node) => {
      const [parent] = valuesOf(node, "parent");
      const [plugin] = valuesOf(node, "plugin_decoder");
      return {
        name: node.attributes.find(({ name }) => name === "name")?.value ?? "",
        file,
        ...(parent !== undefined && { parent }),
        ...(plugin !== undefined && { plugin }),
        order: valuesOf(node, "order").flatMap((text) => text.split(",").map((one) => one.trim())),
      };
    });
}
