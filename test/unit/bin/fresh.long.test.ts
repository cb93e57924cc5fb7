import { spawn, spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Name of what is run. */
const BUNDLE = /^[0-9a-f]{64}\.js$/;

const ROOT = join(__dirname, "../../..");

/** Longer than the second within which a file is too new to be trusted, in milliseconds. */
const SETTLED = 1_100;

describe("an entry that is run as one file", () => {
  let root: string;
  const source = (name: string, text: string): void => {
    writeFileSync(join(root, name), text);
  };
  const cache = (): string => join(root, "cache/wazuh-active-response/compiled");
  const environment = (): NodeJS.ProcessEnv => ({
    ...process.env,
    XDG_CACHE_HOME: join(root, "cache"),
  });
  const program = `require("./bin/fresh.js").loadFresh(process.cwd(), "entry.ts")`;
  const run = (): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, ["-e", program], {
      cwd: root,
      encoding: "utf8",
      env: environment(),
    });
  const kept = (): string[] => readdirSync(cache()).filter((name) => name.endsWith(".json"));
  /** Runs it until the list is kept: once the sources are old enough. */
  const settle = async (): Promise<void> => {
    await wait(SETTLED);
    run();
    expect(kept()).toHaveLength(1);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "fresh-"));
    mkdirSync(join(root, "bin"));
    for (const name of ["fresh.js", "lateModules.js", "privateCache.js"])
      copyFileSync(join(ROOT, "bin", name), join(root, "bin", name));
    symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
    source("package.json", "{}");
    source("tsconfig.json", "{}");
    source("word.ts", `export const word: string = "one";\n`);
    source("entry.ts", `import { word } from "./word";\nconsole.log(word);\n`);
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it("is made once, and run from the cache after that", async () => {
    await settle();
    const [list] = kept();
    const before = statSync(join(cache(), list as string)).mtimeMs;
    expect(run()).toMatchObject({ status: 0, stdout: "one\n", stderr: "" });
    expect(statSync(join(cache(), list as string)).mtimeMs).toBe(before);
    // Nothing of the cache is trusted for being there: what is run is what the list names.
    const [code] = readdirSync(cache()).filter((name) => BUNDLE.test(name));
    const path = join(cache(), code as string);
    writeFileSync(path, readFileSync(path, "utf8").replace("one", "own"));
    rmSync(`${path}.v8`, { force: true });
    expect(run().stdout).toBe("own\n");
  });

  it.each([
    ["a source that says something else", "word.ts", `export const word = "longer";\n`, "longer"],
    ["a source of the same size", "word.ts", `export const word: string = "two";\n`, "two"],
    ["the entry itself", "entry.ts", `console.log("entry");\n`, "entry"],
  ])("is made anew for %s", async (_, name, text, says) => {
    await settle();
    source(name, text);
    expect(run().stdout).toBe(`${says}\n`);
  });

  it("is made anew where a tool set back the time of a source of the same size", async () => {
    await settle();
    const { atime, mtime } = statSync(join(root, "word.ts"));
    source("word.ts", `export const word: string = "two";\n`);
    utimesSync(join(root, "word.ts"), atime, mtime);
    expect(run().stdout).toBe("two\n");
  });

  it("keeps no list of sources that are younger than a second", () => {
    expect(run().stdout).toBe("one\n");
    expect(readdirSync(cache())).toEqual([]);
    source("word.ts", `export const word: string = "two";\n`);
    expect(run().stdout).toBe("two\n");
  });

  it("fails where a source is gone or does not compile, and never runs what was kept", async () => {
    await settle();
    source("word.ts", "export const word = ;\n");
    const broken = run();
    expect(broken).toMatchObject({ status: 1, stdout: "" });
    expect(broken.stderr).toContain(`word.ts:1:20: ERROR: Unexpected ";"`);
    rmSync(join(root, "word.ts"));
    const gone = run();
    expect(gone).toMatchObject({ status: 1, stdout: "" });
    expect(gone.stderr).toContain(`entry.ts:1:21: ERROR: Could not resolve "./word"`);
  });

  it("leaves one bundle behind, however often it was made", async () => {
    await settle();
    source("word.ts", `export const word: string = "two";\n`);
    await settle();
    const bundles = readdirSync(cache()).filter((name) => BUNDLE.test(name));
    expect(bundles).toHaveLength(1);
  });

  it("is whole for each of many that start at the same time", async () => {
    await wait(SETTLED);
    const said = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const child = spawn(process.execPath, ["-e", program], { cwd: root, env: environment() });
        let text = "";
        child.stdout.on("data", (part: Buffer) => (text += part.toString()));
        const code = await new Promise((resolve) => child.on("close", resolve));
        return `${String(code)} ${text}`;
      }),
    );
    expect(said).toEqual(Array<string>(6).fill("0 one\n"));
    expect(readdirSync(cache()).filter((name) => /\.\d+$/.test(name))).toEqual([]);
  });

  it("names the sources in a stack trace", () => {
    source(
      "word.ts",
      `\nexport function word(): never {\n  // a line\n  throw new Error("as planned");\n}\n`,
    );
    source(
      "entry.ts",
      `import { word } from "./word";\ntry {\n  word();\n} catch (error) {\n  console.log((error as Error).stack);\n}\n`,
    );
    const lines = run().stdout.split("\n");
    expect(lines[0]).toBe("Error: as planned");
    expect(lines[1]).toBe("    at word (word.ts:4:9)");
    expect(lines[2]).toContain("entry.ts:3:3");
  });

  it("finds the files of the project from the folder of any source", () => {
    source("entry.ts", `console.log(__dirname);\n`);
    expect(run().stdout).toBe(`${join(root, "bin")}\n`);
  });
});
