import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { isolatedSince } from "../../../cli/verbs/status/isolatedSince";
import { journalFile } from "../../../cli/lib/journal/journal";

const ISOLATED = `{"when":"2026-11-25T19:59:55Z","who":"eva@ops","verb":"isolate","agents":["hel-1"],"outcome":"isolate: proven"}`;
const RELEASED = `{"when":"2026-11-25T20:10:00Z","who":"eva@ops","verb":"release","agents":["hel-1"],"outcome":"release: proven"}`;
const REFUSED = `{"when":"2026-11-25T20:10:00Z","who":"eva@ops","verb":"isolate","agents":["nbg-1"],"outcome":"refused: a manager"}`;
const SENT = `{"when":"2026-11-25T20:10:00Z","who":"eva@ops","verb":"release","agents":["hel-1"],"outcome":"sent"}`;
const DRILLED = `{"when":"2026-11-25T20:11:00Z","who":"eva@ops","verb":"drill","agents":["hel-1"],"outcome":"passed"}`;
const OFF = `{"when":"2026-11-25T20:11:00Z","who":"eva@ops","verb":"off","done":["hel-1"],"failed":[]}`;
const SAYS = "eva@ops isolated it at 2026-11-25T19:59:55Z, says the journal of this folder";

describe("whether the journal has an agent isolated", () => {
  const stack = { dir: mkdtempSync(join(tmpdir(), "journal-")), name: "lab" };
  afterAll(() => {
    rmSync(stack.dir, { recursive: true });
  });

  test("without a journal nobody is", () => {
    expect(isolatedSince(stack, "hel-1")).toBeUndefined();
  });

  test.each([
    ["isolated, and other things since", [ISOLATED, DRILLED, OFF, "half a li"], "hel-1", SAYS],
    ["released since", [ISOLATED, RELEASED], "hel-1", undefined],
    ["isolated again", [ISOLATED, RELEASED, ISOLATED], "hel-1", SAYS],
    ["a release that was never proven", [ISOLATED, SENT], "hel-1", SAYS],
    ["an isolation that was refused", [REFUSED], "nbg-1", undefined],
    ["another agent", [ISOLATED], "nbg-1", undefined],
  ])("%s", (_, lines, agent, says) => {
    writeFileSync(journalFile(stack), `${lines.join("\n")}\n`);
    expect(isolatedSince(stack, agent)).toBe(says);
  });
});
