import { readFileSync } from "node:fs";
import { join } from "node:path";

import ts from "typescript";

import type { Mutant } from "./mutant";

/** Asks the compiler whether it takes a file with a fault in it. Kept between questions: the first takes seconds. */
export class Compiler {
  readonly #changed = new Map<string, { readonly text: string; readonly version: number }>();
  readonly #service: ts.LanguageService;

  constructor(private readonly root: string) {
    const { options, fileNames } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(join(root, "tsconfig.json"), (path) => ts.sys.readFile(path)).config,
      ts.sys,
      root,
    );
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => fileNames,
      getScriptVersion: (path) => String(this.#changed.get(path)?.version ?? 0),
      getScriptSnapshot: (path) => {
        const text = this.#changed.get(path)?.text ?? ts.sys.readFile(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: (asked) => ts.getDefaultLibFilePath(asked),
      fileExists: (path) => ts.sys.fileExists(path),
      readFile: (path) => ts.sys.readFile(path),
      directoryExists: (path) => ts.sys.directoryExists(path),
    });
  }

  /** True where the file of the mutant would not compile. */
  refuses({ file, at, end, text }: Mutant): boolean {
    const path = join(this.root, file);
    const written = readFileSync(path, "utf8");
    // An entry goes with its comma.
    const rest = text === "" ? written.slice(end).replace(/^\s*,/, "") : written.slice(end);
    this.#put(path, written.slice(0, at) + text + rest);
    const refused = this.#service.getSemanticDiagnostics(path).length > 0;
    this.#put(path, written);
    return refused;
  }

  #put(path: string, text: string): void {
    this.#changed.set(path, { text, version: (this.#changed.get(path)?.version ?? 0) + 1 });
  }
}
