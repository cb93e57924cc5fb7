import { parse } from "yaml";

import { configurationKeys } from "../../../config/configurationPage";
import { parseStack } from "../../../config/parseStack";
import { stackSchema } from "../../../policy/model/stack";
import { lint } from "../../../policy/lint/lint";
import { printFinding } from "../../../policy/lint/printFinding";
import { blocksOf, inlineCode, readPages, type Page } from "./pages";

const PREFIX = "wazuh-active-response:";
const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJmXo0X4V0Vq8m1mC3WbPjYv5pVh9gq3u0mWfY4Jp1a2";

/** What a piece of a stack file is read with, where it does not say it itself. */
const REST = {
  ssh: { user: "root", agentSocketPath: "/run/agent" },
  manager: { name: "wazuh", host: "10.0.0.2", hostKey: KEY },
  agents: [{ name: "gitlab", host: "10.0.0.3", location: "hel1", hostKey: KEY }],
  whitelist: { common: [] },
  responses: [],
};

const pages = readPages();
const blocks = pages.flatMap((page) =>
  [...blocksOf(page, "yaml"), ...indentedOf(page)]
    .filter(({ text }) => text.includes(PREFIX))
    .map(({ at, text }) => ({ at, keys: keysOf(text.replaceAll("ssh-ed25519 AAAA...", KEY)) })),
);

/** Blocks that are indented by four blanks instead of fenced, and begin with a key of ours. */
function indentedOf({ file, text }: Page): readonly { at: string; text: string }[] {
  return [...text.matchAll(new RegExp(`^ {4}${PREFIX}.*\\n(?: {4}.*\\n)*`, "gm"))].map((found) => ({
    at: `${file}:${text.slice(0, found.index).split("\n").length}`,
    text: found[0].replace(/^ {4}/gm, ""),
  }));
}

function keysOf(text: string): Record<string, unknown> {
  // A secret of a stack file has its text once the engine has read it.
  const document = parse(text.replace(/\{ secure: \.\.\. \}/g, "secret")) as Record<
    string,
    unknown
  > & { config?: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(document.config ?? document)
      .filter(([key]) => key.startsWith(PREFIX))
      .map(([key, value]) => [key.slice(PREFIX.length), value]),
  );
}

describe("stack configuration in the pages", () => {
  it("is found", () => {
    expect(blocks.length).toBeGreaterThan(0);
  });

  it.each(blocks)("$at has the shape that preview takes", ({ keys }) => {
    const parsed = parseStack({ ...REST, ...keys });
    expect(parsed.ok ? [] : parsed.findings.map(printFinding)).toEqual([]);
  });

  it("in the README is a whole stack, without errors and warnings, and nothing to fill in", () => {
    const [readme] = blocks.filter(({ at }) => at.startsWith("README.md:"));
    const parsed = parseStack(readme?.keys ?? {});
    if (!parsed.ok) throw new Error(parsed.findings.map(printFinding).join("\n"));
    expect(parsed.fillIns).toEqual([]);
    const found = lint(parsed.policy, parsed.fleet, { today: "2026-01-01" });
    expect(found.filter(({ severity }) => severity !== "note").map(printFinding)).toEqual([]);
  });

  it("names keys that exist, wherever the text speaks of one", () => {
    const known = new Set(
      configurationKeys().map(({ path }) => path.replace(/\[(?:kind|role): [^\]]+\]|\[\]/g, "")),
    );
    const groups = Object.keys(stackSchema.shape).join("|");
    const form = new RegExp(`^(?:${groups})(?:\\.\\w+|\\[\\d*\\])+(?=$|:)`);
    const named = pages
      .filter(({ file }) => file !== "docs/configuration.md")
      .flatMap(({ lines }) =>
        lines.flatMap((line) => inlineCode(line).map((code) => ({ at: line.at, code }))),
      )
      .flatMap(({ at, code }) => {
        const [key] = form.exec(code) ?? [];
        // A file's name begins like a key.
        if (key === undefined || /\.(?:json|yaml|ts)$/.test(key)) return [];
        // The parts of a white list have the names that the stack gives them.
        const plain = key.replace(/\[\d*\]/g, "").replace(/^whitelist\.\w+/, "whitelist.<name>");
        return [{ at, key: plain === "whitelist.<name>" ? "whitelist" : plain }];
      });
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(({ key }) => !known.has(key))).toEqual([]);
  });
});
