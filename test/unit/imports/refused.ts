import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");

/** Runs these rules alone, of the project's own settings: they need no types, which take ESLint a minute. */
const LINT = `
  import { ESLint } from "eslint";
  const rules = ["house/fence", "house/kinds", "no-restricted-imports", "no-restricted-globals"];
  const eslint = new ESLint({
    ruleFilter: ({ ruleId }) => rules.includes(ruleId),
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  });
  const [filePath, text] = process.argv.slice(1);
  const [{ messages }] = await eslint.lintText(text, { filePath });
  process.stdout.write(JSON.stringify(messages.map(({ line, message }) => line + " " + message)));
`;

/** What ESLint says of a text that stands in a file, by line. */
export function refused(file: string, lines: readonly string[]): unknown {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", LINT, join(ROOT, file), `${lines.join("\n")}\n`],
    { cwd: ROOT, encoding: "utf8" },
  );
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}
