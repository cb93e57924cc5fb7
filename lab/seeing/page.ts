import { readFileSync } from "node:fs";
import { join } from "node:path";

const PAGE = join(__dirname, "..", "..", "docs", "seeing.md");

/**
 * What docs/seeing.md tells its reader to type, so that it is the page that is tried.
 * @param begins what a block of the page begins with.
 * @throws Error where the page has no such block.
 */
export function blockOfPage(begins: string): string {
  const text = readFileSync(PAGE, "utf8");
  const blocks = text.match(/(?:^ {4}.*\n(?:\n(?= {4}))*)+/gm) ?? [];
  const block = blocks
    .map((one) => one.replaceAll(/^ {4}/gm, ""))
    .find((one) => one.startsWith(begins));
  if (block === undefined) throw new Error(`docs/seeing.md has no block that begins "${begins}"`);
  return block;
}

/** The extractor that the page has people import: Graylog's own page sends each of the list as it is. */
export function extractorOfPage(): object {
  const { extractors } = JSON.parse(blockOfPage('{ "extractors"')) as { extractors: object[] };
  const [extractor] = extractors;
  if (!extractor) throw new Error("docs/seeing.md has an empty list of extractors");
  return extractor;
}
