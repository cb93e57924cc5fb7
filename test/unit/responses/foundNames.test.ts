import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { AWKS, runAwk } from "../../interpreters";

/** Of a host that has been up for 5000 s, in boot B. */
const PROGRAM = ["json", "address", "never", "own", "uptime", "found-names"]
  .map((name) => readFileSync(join(__dirname, "../../../scripts/responses", `${name}.awk`), "utf8"))
  .join("\n")
  .replace(/^function uptime\([\s\S]*?^\}$/m, "function uptime() { return 5000 }")
  .replace(/^function this_boot\([\s\S]*?^\}$/m, 'function this_boot() { return "B" }');

describe.each(AWKS)("what the names of the white list stand for, by %s", (_name, awk) => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "names-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** At 100000 by the clock on the wall. */
  const found = (answers: readonly string[], before?: string): string[] => {
    const file = join(folder, "before");
    if (before !== undefined) writeFileSync(file, before);
    const lines = runAwk(awk, PROGRAM, answers.map((line) => `${line}\n`).join(""), {
      NOW: "100000",
      BEFORE: file,
    }).split("\n");
    expect([lines[0], lines.at(-2), lines.at(-1)]).toEqual(["5000 B", "end", ""]);
    return lines.slice(1, -2);
  };

  // NAME MAX_AGE MOST CODE ADDRESS...
  it.each([
    ["a 600 2 0 192.0.2.1", "a 600 100000 192.0.2.1"],
    ["a 600 2 0 192.0.2.1 192.0.2.2 192.0.2.1", "a 600 100000 192.0.2.1 192.0.2.2"],
    [
      "a 600 1 0 192.0.2.1 192.0.2.2",
      "# a stands for 2 addresses, more than the 1 that are allowed; it stands for nothing",
    ],
    ["a 600 2 2", "# a has no answer; it stands for nothing"],
    [
      "a 600 2 0 192.0.2.1 127.0.0.1",
      "# a was answered with 127.0.0.1 (loopback); it stands for nothing",
    ],
    ["a 600 2 0 x'y", "# a was answered with x?y, which is not an address; it stands for nothing"],
    ["a 600 2 0 2001:DB8:0::1", "a 600 100000 2001:db8::1"],
    ["a 600 2 0 ::ffff:192.0.2.1", "a 600 100000 192.0.2.1"],
  ])("%s: %s", (answer, line) => {
    expect(found([answer])).toEqual([line]);
  });

  // Without a new answer the last one holds for what is left of it, in the same boot and in the next.
  it.each([
    ["4900 B\na 600 99900 192.0.2.1\nend\n", 500],
    ["4401 B\na 600 99400 192.0.2.1\nend\n", 1],
    ["4400 B\na 600 99400 192.0.2.1\nend\n", 0],
    ["5100 B\na 600 99900 192.0.2.1\nend\n", 600],
    ["4900 B\na 900 99900 192.0.2.1\nend\n", 600],
    ["100 A\na 600 99900 192.0.2.1\nend\n", 500],
    ["100 A\na 500 99900 192.0.2.1\nend\n", 500],
    ["100 A\na 600 100900 192.0.2.1\nend\n", 600],
    ["100 A\na 600 99400 192.0.2.1\nend\n", 0],
    ["4900 B\na 600 99900 192.0.2.1\n", 0],
    ["4900 B\nb 600 99900 192.0.2.1\nend\n", 0],
    ["4900 B\na 600 99900\nend\n", 0],
    ["4900 B\n#a 600 99900 192.0.2.1\nend\n", 0],
    ["", 0],
  ])("after %j it holds for %i s", (before, left) => {
    const when = /(?<=^a \d+ )\d+/m.exec(before)?.[0] ?? "";
    expect(found(["a 600 2 2"], before)).toEqual(
      left === 0
        ? ["# a has no answer; it stands for nothing"]
        : [
            `a ${left} ${when} 192.0.2.1`,
            `# a has no answer; its last answer holds for ${left}s more`,
          ],
    );
  });

  it("keeps all addresses of an answer that still holds", () => {
    const before = "4900 B\na 600 99900 192.0.2.1 2001:db8::1 192.0.2.3\nend\n";
    expect(found(["a 600 4 2"], before)[0]).toBe("a 500 99900 192.0.2.1 2001:db8::1 192.0.2.3");
  });
});
