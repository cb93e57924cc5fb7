import { attributeOf, type Node } from "../read/node";
import { compileOsRegex } from "../osRegex";

/** Which files of a stock folder a `<ruleset>` reads, as Read_Rules of src/config/rules-config.c of 4.14.7 does. */
export interface ReadFiles {
  /** False where the folder is read by no line at all. */
  readonly any: boolean;
  /** The element that leaves a file out; undefined where the file is read. */
  leftOut(file: string): Node | undefined;
}

/** The elements of a `<ruleset>` for one kind of files. */
interface Kind {
  readonly folder: string;
  readonly dir: string;
  readonly include: string;
  readonly exclude: string;
}

/** Rules, as `<ruleset>` names their files. */
export const RULES: Kind = {
  folder: "ruleset/rules",
  dir: "rule_dir",
  include: "rule_include",
  exclude: "rule_exclude",
};

/** Decoders, as `<ruleset>` names their files. */
export const DECODERS: Kind = {
  folder: "ruleset/decoders",
  dir: "decoder_dir",
  include: "decoder_include",
  exclude: "decoder_exclude",
};

/** @param ruleset the last one of the file; undefined where there is none. */
export function readFiles(
  ruleset: Node | undefined,
  { folder, dir, include, exclude }: Kind,
): ReadFiles {
  const all = (name: string): Node[] =>
    (ruleset?.children ?? []).filter((child) => child.name === name);
  const isNamed = (node: Node, file: string): boolean =>
    node.content === file || node.content.replace(/\/+/g, "/") === `${folder}/${file}`;
  const dirs = all(dir);
  const stock = dirs.filter(({ content }) => content.replace(/\/+$/, "") === folder);
  return {
    any: dirs.length === 0 || stock.length > 0,
    leftOut: (file) => {
      if (all(include).some((node) => isNamed(node, file))) return undefined;
      const excluding = all(exclude).find((node) => isNamed(node, file));
      if (excluding) return excluding;
      const matching = stock.some((node) => {
        const pattern = attributeOf(node, "pattern") ?? ".xml$";
        return compileOsRegex(pattern)?.test(`${folder}/${file}`) ?? false;
      });
      return dirs.length === 0 || matching ? undefined : stock[0];
    },
  };
}
