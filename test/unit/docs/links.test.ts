import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

import { readPages, ROOT, type Page } from "./pages";

const pages = readPages();

/** Hosts that the pages may send a reader to. */
const PUBLIC = ["www.pulumi.com", "nodejs.org", "keepachangelog.com", "semver.org"];

interface Link {
  readonly from: Page;
  readonly at: string;
  readonly to: string;
}

const links = pages.flatMap((from) =>
  from.lines
    .filter(({ language }) => language === undefined)
    .flatMap(({ at, text }) => {
      const prose = text.replace(/`[^`]*`/g, "");
      const found = [...prose.matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset|href)="([^"]+)"/g)];
      return found.map(([, a, b]): Link => ({ from, at, to: a ?? b ?? "" }));
    }),
);

/** Anchors that GitHub gives the headings of a page. */
function anchorsOf(page: string): readonly string[] {
  const seen = new Map<string, number>();
  const headings = page.replace(/^```[\s\S]*?^```/gm, "").matchAll(/^#{1,6} +(.+)$/gm);
  return [...headings].map(([, heading = ""]) => {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-");
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
}

function faultOf({ from, to }: Link): string | undefined {
  const [path = "", anchor] = to.split("#");
  const target = path === "" ? from.file : normalize(join(dirname(from.file), path));
  if (target.startsWith("..")) return "leaves the project";
  if (!existsSync(join(ROOT, target))) return `${target} does not exist`;
  if (anchor === undefined) return undefined;
  const known = anchorsOf(readFileSync(join(ROOT, target), "utf8"));
  return known.includes(anchor) ? undefined : `${target} has no heading #${anchor}`;
}

describe("links in the pages", () => {
  it("are found at all", () => {
    expect(links.map(({ to }) => to)).toContain("docs/configuration.md");
  });

  it("lead to files and headings that exist", () => {
    const broken = links
      .filter(({ to }) => !/^https?:/.test(to))
      .flatMap((link) => {
        const fault = faultOf(link);
        return fault === undefined ? [] : [`${link.at}: ${link.to}: ${fault}`];
      });
    expect(broken).toEqual([]);
  });

  it("lead outside to a few public places only", () => {
    const strange = links
      .filter(({ to }) => /^https?:/.test(to) && !PUBLIC.includes(new URL(to).host))
      .map(({ at, to }) => `${at}: ${to}`);
    expect(strange).toEqual([]);
  });

  it("reach every page from the README", () => {
    const reached = new Set(["README.md"]);
    // A link to a folder stands for the pages in it.
    for (const page of reached) {
      for (const { from, to } of links) {
        if (from.file !== page || /^https?:/.test(to)) continue;
        const target = normalize(join(dirname(page), to.split("#")[0] ?? ""));
        for (const { file } of pages) {
          if (file === target || dirname(file) === target.replace(/\/$/, "")) reached.add(file);
        }
      }
    }
    expect(pages.map(({ file }) => file).filter((file) => !reached.has(file))).toEqual([]);
  });

  it("and no page names a folder of the machine that it was written on", () => {
    const named = pages.flatMap(({ lines }) =>
      lines
        .filter(({ text }) => /(?:^|[\s`"'(=])\/(?:work|home|tmp\/wt|Users|root)\//.test(text))
        .map(({ at, text }) => `${at}: ${text}`),
    );
    expect(named).toEqual([]);
  });
});
