const { rmSync } = require("node:fs");

/** Behind unit tests: their temporary folder goes, with whatever a test has left in it. */
module.exports = () => {
  rmSync(process.env.TMPDIR, { recursive: true, force: true });
  if (globalThis.temporaryBefore === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = globalThis.temporaryBefore;
};
