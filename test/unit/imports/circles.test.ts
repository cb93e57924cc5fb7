import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import ts from "typescript";

import { circlesIn } from "./circles";

const ROOT = join(__dirname, "..", "..", "..");
const NOT_OURS = new Set(["node_modules", "dist", "examples", "results"]);

test("no file imports itself by a detour, types included", () => {
  const files = sources(ROOT);
  expect(files).toEqual(
    expect.arrayContaining(["index.ts", "policy/wazuh/read/node.ts", "lab/lab.ts"]),
  );
  expect(circlesIn(new Map(files.map((file) => [file, importsOf(file, files)])))).toEqual([]);
});

/** Rooms of the product, each with those that it may import from; docs/architecture.md draws them. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  policy: [],
  terminal: [],
  config: ["policy"],
  ssh: ["policy", "config"],
  components: ["policy", "config", "ssh"],
  program: ["policy", "config", "ssh", "components"],
  cli: ["policy", "config", "ssh", "terminal"],
};

test("rooms import one way, and no verb from another's folder", () => {
  const files = sources(ROOT);
  const room = (file: string): string => file.split("/")[0] ?? "";
  const verb = (file: string): string | undefined => /^cli\/verbs\/([^/]+)\//.exec(file)?.[1];
  const wrong = files.flatMap((file) =>
    importsOf(file, files)
      .filter((other) => {
        const below = BELOW[room(file)];
        const up = below && room(other) !== room(file) && !below.includes(room(other));
        const aside = verb(other) !== undefined && verb(file) !== verb(other);
        return up === true || (aside && file.startsWith("cli/") && file !== "cli/main.ts");
      })
      .map((other) => `${file} -> ${other}`),
  );
  expect(wrong).toEqual([]);
});

test("a circle is found, and named once, whatever leads into it", () => {
  const graph = new Map([
    ["a", ["b"]],
    ["b", ["c", "d"]],
    ["c", ["d"]],
    ["d", ["b"]],
    ["e", ["e"]],
  ]);
  expect(circlesIn(graph)).toEqual(["b -> c -> d -> b", "e -> e"]);
});

/** Every source file of the project, by its path from the root. */
function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith(".") || NOT_OURS.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith(".ts") ? [relative(ROOT, path)] : [];
  });
}

/** The files that one imports, `import type` and `import("...")` too. */
function importsOf(file: string, files: readonly string[]): readonly string[] {
  const known = new Set(files);
  return ts
    .preProcessFile(readFileSync(join(ROOT, file), "utf8"))
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith(".") && !/\.(?:json|cjs)$/.test(name))
    .map((name) => {
      const at = join(dirname(file), name);
      const found = [at, `${at}.ts`, join(at, "index.ts")].find((one) => known.has(one));
      if (found === undefined) throw new Error(`${file} imports ${name}, which is not found`);
      return found;
    });
}
