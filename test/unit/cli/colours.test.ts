import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { takesColours } from "../../../cli/lib/colours";

const terminal = { isTTY: true };
/** What Node gives for a pipe: it has no `isTTY` at all. */
const pipe = {};

test("a terminal takes colours, unless it or its user says no", () => {
  expect(takesColours(terminal, { TERM: "xterm" })).toBe(true);
  expect(takesColours(terminal, { TERM: "xterm", NO_COLOR: "" })).toBe(true);
  expect(takesColours(terminal, { TERM: "xterm", NO_COLOR: "1" })).toBe(false);
  expect(takesColours(terminal, { TERM: "dumb" })).toBe(false);
});

test("a pipe takes none, also not under a CI or with FORCE_COLOR", () => {
  expect(takesColours(pipe, { CI: "true", FORCE_COLOR: "1" })).toBe(false);
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(__dirname, "../../../bin/active-response.js"), "lint", "ossec.conf"],
    {
      cwd: join(__dirname, "../../../tools/pictures"),
      env: { ...process.env, NO_COLOR: "", CI: "true", FORCE_COLOR: "1" },
      encoding: "utf8",
    },
  );
  expect({ status, coloured: stdout.includes("\u001B") }).toEqual({ status: 2, coloured: false });
});
