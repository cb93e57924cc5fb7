import ts from "typescript";

import type { Mutant } from "./mutant";
import { isWritable, placesOf } from "./typeScriptMutants";

/** A file with all of its mutants, asleep: `MUTANT=<number>` in the environment wakes one. */
export interface Planted {
  readonly text: string;
  readonly mutants: readonly Mutant[];
}

/** Says of each mutant that its place was reached, and by which test; then whether it is the one awake. */
const ASK = `
function mutant__(n: number): boolean {
  const all: any = globalThis;
  const log = process.env.MUTANT_LOG;
  const seen: Set<number> = (all.mutants__ ??= new Set());
  if (log && !seen.has(n)) {
    seen.add(n);
    require("node:fs").appendFileSync(log, n + "\\t" + (all.expect?.getState?.().testPath ?? "") + "\\n");
  }
  return process.env.MUTANT === String(n);
}
`;

/** The text of a TypeScript file with its mutants, numbered from `first`. */
export function planted(file: string, text: string, first: number): Planted {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const mutants: Mutant[] = [];
  const written = (node: ts.Node): string => {
    if (!isWritable(node)) return node.getText(source);
    const places = placesOf(file, source, node).map((place) => {
      mutants.push(place.mutant);
      return { ...place, n: first + mutants.length - 1 };
    });
    let inner = inside(node);
    for (const { mutant, part, n } of places) {
      if (part === "property") inner = `...(mutant__(${n}) ? {} : { ${inner} })`;
      else if (part === "element") inner = `...(mutant__(${n}) ? [] : [${inner}])`;
      else inner = `(mutant__(${n}) ? ${mutant.text} : ${inner})`;
    }
    return inner;
  };
  const inside = (node: ts.Node): string => {
    let [result, at] = ["", node.getStart(source)];
    ts.forEachChild(node, (child) => {
      result += text.slice(at, child.getStart(source)) + written(child);
      at = child.getEnd();
    });
    return result + text.slice(at, node.getEnd());
  };
  const result = inside(source);
  return { text: result + text.slice(source.getEnd()) + (mutants.length > 0 ? ASK : ""), mutants };
}
