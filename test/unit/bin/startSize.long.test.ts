import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const ROOT = join(__dirname, "../../..");

/** What a start has read when it ends: modules that Node found and compiled one by one, and the bytes of all files. */
interface Loaded {
  readonly modules: readonly string[];
  readonly bytes: number;
}

/** Loaded before a start: counts what is read, and says so at its end. What V8 kept is no source. */
const COUNTER = `
  const fs = require("node:fs");
  const real = fs.readFileSync;
  let before = new Set(Object.keys(require.cache));
  let bytes = 0;
  fs.readFileSync = (path, ...rest) => {
    const content = real(path, ...rest);
    if (typeof path === "string" && !path.endsWith(".v8")) bytes += Buffer.byteLength(content);
    return content;
  };
  before.add(__filename);
  if (process.env.BEFORE) {
    require(process.env.BEFORE);
    before = new Set(Object.keys(require.cache));
    bytes = 0;
  }
  process.on("exit", () => {
    const modules = Object.keys(require.cache).filter((path) => !before.has(path));
    fs.writeFileSync(process.env.COUNTED, JSON.stringify({ modules, bytes }));
  });`;

const PROGRAM = ["-e", `require("./bin/fresh.js").loadFresh(process.cwd(), "index.ts")`];
const VERBS = "bin/active-response.js";
const SDK = require.resolve("@pulumi/pulumi");
/** Where this user's cache is for these starts. */
const HOME = mkdtempSync(join(tmpdir(), "start-size-"));
const FILE = join(HOME, "ossec.conf");

describe("what a start loads, beside the SDK", () => {
  const counter = join(HOME, "counter.cjs");
  beforeAll(() => {
    writeFileSync(counter, COUNTER);
    writeFileSync(FILE, "<ossec_config>\n</ossec_config>\n");
  });
  afterAll(() => {
    rmSync(HOME, { recursive: true });
  });

  const started = (args: readonly string[], before: string): Loaded => {
    const counted = join(HOME, "counted.json");
    rmSync(counted, { force: true });
    const { stderr } = spawnSync(process.execPath, ["--require", counter, ...args], {
      cwd: ROOT,
      encoding: "utf8",
      env: { ...process.env, XDG_CACHE_HOME: HOME, COUNTED: counted, BEFORE: before },
    });
    expect(stderr).toBe("");
    return JSON.parse(readFileSync(counted, "utf8")) as Loaded;
  };
  /** The sources of the one file that was kept for an entry. */
  const sources = (entry: string): readonly string[] => {
    const folder = join(HOME, "wazuh-active-response/compiled");
    const lists = readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as List)
      .map(({ inputs }) => inputs.map(([path]) => path));
    return lists.find((inputs) => inputs.includes(entry)) ?? [];
  };
  interface List {
    readonly inputs: readonly (readonly [path: string, stamp: string])[];
  }
  /** The second start is the one that counts: the first makes the file, once the sources are old enough. */
  const keptStart = async (
    args: readonly string[],
    entry: string,
    before: string,
  ): Promise<Loaded> => {
    const end = Date.now() + 30_000;
    do {
      started(args, before);
      await wait(100);
    } while (sources(entry).length === 0 && Date.now() < end);
    return started(args, before);
  };

  // A change that makes these greater makes every start slower: look at what it brings before you raise a number.
  it.each([
    ["the program", PROGRAM, "index.ts", SDK, { sources: 700, bytes: 1_450_000 }],
    ["--help", [VERBS, "--help"], "cli/main.ts", "", { sources: 980, bytes: 2_200_000 }],
    ["lint FILE", [VERBS, "lint", FILE], "cli/main.ts", "", { sources: 980, bytes: 2_200_000 }],
  ])("%s reads one file of at most so many sources and bytes", async (...start) => {
    const [, args, entry, before, most] = start;
    const { modules, bytes } = await keptStart(args, entry, before);
    expect(modules.map((path) => relative(ROOT, path))).toEqual([
      ...args.slice(0, 1).filter((arg) => arg === VERBS),
      "bin/fresh.js",
      "bin/lateModules.js",
      "bin/privateCache.js",
    ]);
    expect(sources(entry).length).toBeLessThanOrEqual(most.sources);
    expect(bytes).toBeLessThanOrEqual(most.bytes);
  });

  it.each([
    ["index.ts", PROGRAM, SDK],
    ["cli/main.ts", [VERBS, "--help"], ""],
  ])("%s holds no package twice", async (entry, args, before) => {
    await keptStart(args, entry, before);
    const packages = sources(entry).flatMap(
      (path) => /^(?:.*node_modules\/)?/.exec(path)?.[0] ?? [],
    );
    expect([...new Set(packages)].sort()).toEqual(["", "node_modules/"]);
    // A module for `import` and its twin for `require` are two instances.
    const stems = sources(entry).map((path) => path.replace(/\.[cm]?js$/, ""));
    expect(stems.filter((stem, i) => stems.indexOf(stem) !== i)).toEqual([]);
  });

  it("the program holds nothing of the command line", async () => {
    await keptStart(PROGRAM, "index.ts", SDK);
    expect(sources("index.ts").filter((path) => path.startsWith("cli/"))).toEqual([]);
  });
});
