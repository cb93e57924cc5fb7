"use strict";

// Runs an entry of this checkout's TypeScript as one file of JavaScript, made by esbuild and kept in the user's private cache.
// Some 1,200 modules found, read and compiled at each start cost more than all the work of a preview (docs/performance.md).
//
// Nothing stale can run. Beside the kept file stands a list of everything that it was made from, each with its size, inode,
// time of content and time of change in nanoseconds; any difference, and a file that is gone, means: made anew. The time of
// change (ctime) is set by the kernel itself at each write, rename and link: a tool that sets back the other time hides
// nothing. What was written during the making, or within a second before it, may have changed unseen: then the list is not
// kept, and the next start makes the file anew.

const { createHash } = require("node:crypto");
const { readFileSync, renameSync, rmSync, statSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { join } = require("node:path");
const { Script } = require("node:vm");

const { loadLate } = require("./lateModules.js");
const { folder: cache } = require("./privateCache.js");

/** Loaded from node_modules as they are: the SDK must be one instance, and ssh2 finds native parts beside itself. */
const OUTSIDE = ["@pulumi/pulumi", "ssh2"];

/** Files that decide how the others are read, and where packages are. */
const ALWAYS = ["package.json", "bin/fresh.js"];

/** Where the program asks what it made of a text at an earlier start (program/madeBefore.ts). */
const MADE = Symbol.for("wazuh-active-response: made of texts");

/** Texts beyond which those that nobody asked for are forgotten: of scripts that were edited since. */
const MANY = 64;

/** Nanoseconds within which a file may be written twice without another time of change. */
const TOO_NEW = 1_000_000_000n;

/**
 * Loads an entry as `require` would.
 * @param {string} root folder of the checkout.
 * @param {string} entry path of the TypeScript file, from there.
 * @throws what esbuild says, where a source does not compile.
 */
exports.loadFresh = (root, entry) => {
  loadLate();
  const { file, code, map, kept } = keptBundle(root, entry) ?? makeBundle(root, entry);
  // The name of a file in the checkout: packages that stay outside are looked for from there.
  const module = new Module(join(root, `${entry}.bundle.js`));
  module.filename = module.id;
  module.paths = Module._nodeModulePaths(root);
  maps.set(
    file,
    once(() => new Module.SourceMap(JSON.parse(map ?? readFileSync(`${file}.map`, "utf8")))),
  );
  const script = new Script(Module.wrap(code), {
    filename: file,
    columnOffset: -Module.wrapper[0].length,
    ...(kept && compiled(file)),
  });
  if (kept) {
    keepCompiled(file, script);
    globalThis[MADE] = madeBefore(`${file}.made`);
  }
  const require = Module.createRequire(module.filename);
  script.runInThisContext()(module.exports, require, module, module.filename, join(root, "bin"));
  return module.exports;
};

/** The bundle in the cache; undefined where there is none, or where anything that it was made from is not what it was. */
function keptBundle(root, entry) {
  try {
    const { sha256, inputs } = listed(listOf(root, entry));
    if (inputs.some(([path, stamp]) => stampOf(join(root, path)).stamp !== stamp)) return undefined;
    const file = bundleOf(sha256);
    return { file, code: readFileSync(file, "utf8"), kept: true };
  } catch {
    return undefined;
  }
}

/** Makes the bundle, and keeps it where the sources are old enough to be trusted. */
function makeBundle(root, entry) {
  const began = BigInt(Date.now()) * 1_000_000n;
  const { outputFiles, metafile } = require("esbuild").buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: OUTSIDE,
    resolveExtensions: [".ts", ".js", ".json"],
    // What looks for a file of the project starts from a folder of it.
    define: { __dirname: JSON.stringify(join(root, "bin")) },
    tsconfigRaw: "{}",
    outfile: "bundle.js",
    write: false,
    metafile: true,
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: "external",
    sourcesContent: false,
    logLevel: "silent",
  });
  const [map, code] = outputFiles.map(({ text }) => text);
  const sha256 = createHash("sha256").update(code).digest("hex");
  const file = bundleOf(sha256);
  const inputs = [...Object.keys(metafile.inputs), ...ALWAYS].map((path) => ({
    path,
    ...stampOf(join(root, path)),
  }));
  const settled = cache !== undefined && inputs.every(({ changed }) => changed < began - TOO_NEW);
  return {
    file,
    code,
    map,
    kept: settled && keep(listOf(root, entry), sha256, { code, map, inputs }),
  };
}

/** Keeps a bundle, and its list last; what the list named before goes. False where the cache cannot be written. */
function keep(list, sha256, { code, map, inputs }) {
  try {
    const before = listed(list);
    replace(`${bundleOf(sha256)}.map`, map);
    replace(bundleOf(sha256), code);
    const stamps = inputs.map(({ path, stamp }) => [path, stamp]);
    replace(list, JSON.stringify({ sha256, inputs: stamps }));
    if (before && before.sha256 !== sha256)
      for (const kind of ["", ".map", ".v8", ".made"])
        rmSync(bundleOf(before.sha256) + kind, { force: true });
    return true;
  } catch {
    // No room, or no right: made again at the next start, which costs a moment.
    return false;
  }
}

/** Path of a bundle; its map and what V8 made of it stand beside it. By its content: what V8 keeps is checked by length alone. */
const bundleOf = (sha256) => join(cache ?? "", `${sha256}.js`);

/** Path of the list of an entry of a checkout. */
const listOf = (root, entry) =>
  join(cache, `${createHash("sha256").update(`${root}\0${entry}`).digest("hex")}.json`);

/** What a list says; undefined where there is none. */
function listed(list) {
  try {
    return JSON.parse(readFileSync(list, "utf8"));
  } catch {
    return undefined;
  }
}

/** What changes where a file does, and when the kernel last saw a change. @throws where it is gone. */
function stampOf(path) {
  const { size, ino, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  return { stamp: `${size} ${ino} ${mtimeNs} ${ctimeNs}`, changed: ctimeNs };
}

/** Writes a file beside its place, and moves it there: whoever reads it reads a whole one. */
function replace(path, content) {
  const beside = `${path}.${process.pid}`;
  try {
    writeFileSync(beside, content, { mode: 0o600 });
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}

/** What a function gives, asked once; undefined where it throws. */
function once(ask) {
  let given;
  return () => {
    try {
      given ??= ask();
    } catch {
      // A stack trace is printed without its sources then.
    }
    return given;
  };
}

/** What V8 made of a bundle the last time. */
function compiled(file) {
  try {
    return { cachedData: readFileSync(`${file}.v8`) };
  } catch {
    return {};
  }
}

/** Keeps what V8 made of a bundle, once the program ends: by then it has compiled what is needed. */
function keepCompiled(file, script) {
  if (script.cachedDataRejected === false) return;
  process.once("exit", () => {
    try {
      replace(`${file}.v8`, script.createCachedData());
    } catch {
      // As above.
    }
  });
}

/**
 * What a bundle made at earlier starts, by keys that hold the sum of what it was made of. Beside the bundle and named after its
 * content: another version of the code, or of a package in it, has another file. What is new is kept once the program ends.
 */
function madeBefore(path) {
  const asked = new Map();
  const before = once(() => new Map(Object.entries(JSON.parse(readFileSync(path, "utf8")))));
  let all;
  const known = () => (all ??= before() ?? new Map());
  let news = false;
  process.once("exit", () => {
    if (!news) return;
    try {
      replace(path, JSON.stringify(Object.fromEntries(known().size > MANY ? asked : known())));
    } catch {
      // Made again at the next start.
    }
  });
  return {
    get(key) {
      const text = known().get(key);
      if (text !== undefined) asked.set(key, text);
      return text;
    },
    set(key, text) {
      news = true;
      asked.set(key, text);
      known().set(key, text);
    },
  };
}

/** The maps of what was loaded, by the file that a stack trace names; read where one is printed. */
const maps = new Map();

/** The place of a frame in its source, where it is in a bundle of ours. */
function sourceOf(frame) {
  const file = frame.getFileName();
  const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
  const map = maps.get(file)?.();
  const { originalSource, originalLine, originalColumn } =
    map?.findEntry(line - 1, column - 1) ?? {};
  if (originalSource === undefined) return String(frame);
  const place = `${originalSource}:${originalLine + 1}:${originalColumn + 1}`;
  return String(frame).replace(`${file}:${line}:${column}`, place);
}

Error.prepareStackTrace = (error, frames) => {
  // The SDK keeps a trace of an error without a message at each call, for nobody but its own debugger.
  const place = error?.message === "" ? String : sourceOf;
  return [String(error), ...frames.map((frame) => `    at ${place(frame)}`)].join("\n");
};
