"use strict";

// Where this user's compilers keep what they make of TypeScript. They would take a folder of the machine's temporary one, by a
// name that anybody can foresee: on a machine with other users, whoever makes it first has his own code run by whoever
// rolls out. Required before either is loaded: by the command line, and by Pulumi.yaml (`nodeargs`).

const { mkdirSync } = require("node:fs");
const { homedir } = require("node:os");
const { isAbsolute, join } = require("node:path");

const { XDG_CACHE_HOME, HOME } = process.env;
const caches = isAbsolute(XDG_CACHE_HOME ?? "")
  ? XDG_CACHE_HOME
  : join(HOME ?? homedir(), ".cache");
const folder = join(caches, "wazuh-active-response", "compiled");

try {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  process.env.TS_NODE_CACHE_DIRECTORY ??= folder;
} catch {
  // A home that cannot be written: nothing is kept, which costs a moment at each start.
  process.env.TS_NODE_CACHE = "false";
  process.env.TSX_DISABLE_CACHE = "1";
}

/** Loads tsx, which asks for the temporary folder once, as it is loaded. */
exports.requireTsx = () => {
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  require("tsx/cjs");
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
};
