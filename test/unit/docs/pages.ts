import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** The project's folder. */
export const ROOT = join(__dirname, "..", "..", "..");

/** Folders that hold no page of ours. */
const OTHERS = new Set(["node_modules", "dist", "coverage", ".git", ".lab"]);

/** One line of a page, with the language of the block that it stands in; undefined outside of blocks. */
export interface Line {
  readonly at: string;
  readonly text: string;
  readonly language: string | undefined;
}

/** A page: its path inside the project, and its lines without the fences of blocks. */
export interface Page {
  readonly file: string;
  readonly text: string;
  readonly lines: readonly Line[];
}

/** Every page in Markdown of the project. */
export function readPages(folder = ROOT): readonly Page[] {
  return readdirSync(folder).flatMap((name): readonly Page[] => {
    const path = join(folder, name);
    if (OTHERS.has(name)) return [];
    if (statSync(path).isDirectory()) return readPages(path);
    if (!name.endsWith(".md")) return [];
    const text = readFileSync(path, "utf8");
    const file = relative(ROOT, path);
    return [{ file, text, lines: linesOf(file, text) }];
  });
}

function linesOf(file: string, page: string): readonly Line[] {
  let language: string | undefined;
  return page.split("\n").flatMap((text, i): readonly Line[] => {
    const fence = /^\s*```(\w*)/.exec(text);
    if (fence) {
      language = language === undefined ? (fence[1] ?? "") : undefined;
      return [];
    }
    return [{ at: `${file}:${i + 1}`, text, language }];
  });
}

/** Whole blocks of one language, each with the line that it begins at. */
export function blocksOf(page: Page, wanted: string): readonly Pick<Line, "at" | "text">[] {
  const blocks: { at: string; text: string }[] = [];
  let last: Line | undefined;
  for (const line of page.lines) {
    if (line.language === wanted) {
      if (last?.language === wanted && lineOf(line) === lineOf(last) + 1) {
        const block = blocks.at(-1);
        if (block) block.text += `\n${line.text}`;
      } else {
        blocks.push({ at: line.at, text: line.text });
      }
    }
    last = line;
  }
  return blocks;
}

function lineOf({ at }: Line): number {
  return Number(at.split(":").at(-1));
}

/** What stands between backquotes outside of blocks. */
export function inlineCode({ text, language }: Line): readonly string[] {
  if (language !== undefined) return [];
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
}
