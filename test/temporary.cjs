const { mkdtempSync, readdirSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

// Short: paths of sockets are made of it, and have room for some hundred letters.
const NAME = /^ar-tests-(\d+)-/;

/** Before unit tests: one folder for all that they put into the temporary one. Those of runs that were killed go. */
module.exports = () => {
  const outer = tmpdir();
  for (const name of readdirSync(outer)) {
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined && !runs(Number(pid))) remove(join(outer, name));
  }
  // One process may run jest more than once (tools/mutants).
  globalThis.temporaryBefore = process.env.TMPDIR;
  process.env.TMPDIR = mkdtempSync(join(outer, `ar-tests-${process.pid}-`));
};

function runs(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function remove(folder) {
  try {
    rmSync(folder, { recursive: true });
  } catch {
    // Another user's.
  }
}
