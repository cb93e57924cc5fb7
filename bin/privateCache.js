"use strict";

// Where this user's compiled code is kept. Not in the machine's temporary folder, by a name that anybody can foresee: on a
// machine with other users, whoever makes it first has his own code run by whoever rolls out.

const { mkdirSync, statSync } = require("node:fs");
const { homedir } = require("node:os");
const { isAbsolute, join } = require("node:path");

/** Bits of a mode by which others than the owner write. */
const OTHERS_WRITE = 0o022;

/** Path of the folder; undefined where it cannot be made, or is not this user's alone: then nothing is kept. */
exports.folder = privateFolder();

function privateFolder() {
  const { XDG_CACHE_HOME, HOME } = process.env;
  const caches = isAbsolute(XDG_CACHE_HOME ?? "")
    ? XDG_CACHE_HOME
    : join(HOME ?? homedir(), ".cache");
  const folder = join(caches, "wazuh-active-response", "compiled");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = statSync(folder);
    return uid === process.getuid() && (mode & OTHERS_WRITE) === 0 ? folder : undefined;
  } catch {
    return undefined;
  }
}
