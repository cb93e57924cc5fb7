import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { AWKS, runAwk } from "../../interpreters";

/** Of a host in boot B, up for 5000 s, at 100000 by the clock on the wall. */
const HOST = `function uptime() { return 5000 }
function this_boot() { return "B" }
function wall() { return 100000 }
`;
const program = (...names: string[]): string =>
  names
    .map((name) =>
      readFileSync(join(__dirname, "../../../scripts/responses", `${name}.awk`), "utf8"),
    )
    .join("\n") + HOST;
const NET = "203.0.113.0/24";
const A = "203.0.113.7";

describe.each(AWKS)("by %s", (_name, awk) => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "history-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const file = (name: string, lines: readonly string[]): string => {
    writeFileSync(join(folder, name), lines.map((line) => `${line}\n`).join(""));
    return join(folder, name);
  };

  describe("what the host has blocked before", () => {
    /** SUBJECT NETWORK STEP SECONDS UPTIME BOOT CLOCK. */
    const said = (main: string, lines: readonly string[], forget = "1000"): string => {
      file("history.new", lines);
      return runAwk(
        awk,
        `${program("history")}\nBEGIN { read_history("${NET}", "history"); ${main} }`,
        "",
        { HISTORY: folder, FORGET: forget },
      ).trimEnd();
    };

    it.each([
      [`${A} ${NET} 1 600 4900 B 1`, "500"],
      [`${A} ${NET} 1 600 4400 B 1`, "0"],
      [`${A} ${NET} 1 600 4399 B 1`, "-1"],
      [`${A} ${NET} 1 600 1 A 99900`, "500"],
      // A clock, or an uptime, that is behind takes nothing off.
      [`${A} ${NET} 1 600 1 A 100500`, "600"],
      [`${A} ${NET} 1 600 5001 B 1`, "600"],
      [`${A} ${NET} 1 0 1 B 1`, "ever"],
      [`${A} 203.0.112.0/24 1 600 4900 B 1`, ""],
      [`203.0.113.8 ${NET} 1 600 4900 B 1`, ""],
      // Half a line.
      [`${A} ${NET} 1 600 4900 B`, ""],
      [`${A} ${NET} 1 600 4900 B 1 1`, ""],
      [`${A} ${NET} x 600 4900 B 1`, ""],
      [`${A} ${NET} 1 x 4900 B 1`, ""],
      [`${A} ${NET} 1 600 x B 1`, ""],
      [`${A} ${NET} 1 600 4900 B x`, ""],
    ])("of %s is left: %s", (line, left) => {
      expect(said(`print rest_of("${A}")`, [line])).toBe(left);
    });

    it("takes the last word, and none where the block was lifted", () => {
      const block = `${A} ${NET} 2 600 4900 B 1`;
      const lifted = `${A} ${NET} - 0 4950 B 1`;
      const main = `print rest_of("${A}") "," lines_read`;
      expect(said(main, [`${A} ${NET} 1 0 1 B 1`, block])).toBe("500,2");
      expect(said(main, [block, lifted])).toBe(",2");
      expect(said(main, [lifted, block])).toBe("500,2");
    });

    it("reads the files in their order: old, moved, new", () => {
      file("history.old", [`${A} ${NET} 1 100 4990 B 1`]);
      file("history.moved", [`${A} ${NET} 1 200 4990 B 1`]);
      expect(said(`print rest_of("${A}")`, [])).toBe("190");
      expect(said(`print rest_of("${A}")`, [`${A} ${NET} 1 300 4990 B 1`])).toBe("290");
    });

    // STEP and SECONDS of the last block, when it began, the ladder: the step now, and for how long.
    it.each([
      ["", "600,3600", "1,600"],
      ["1 600 4900", "600,3600", "1,600"],
      ["1 600 4400", "600,3600", "1,600"],
      ["1 600 4399", "600,3600", "2,3600"],
      ["1 600 3400", "600,3600", "2,3600"],
      ["1 600 3399", "600,3600", "1,600"],
      ["2 600 4399", "600,3600", "2,3600"],
      ["2 600 4399", "600,3600,7200", "3,7200"],
      ["3 600 4399", "600,3600", "3,3600"],
      ["3 600 4900", "600,3600", "3,3600"],
      ["0 600 4900", "600", "1,600"],
      ["0 600 4399", "600", "1,600"],
      // Never shorter than what is left.
      ["1 9000 4900", "600,3600", "1,8900"],
      ["1 700 4900", "600,3600", "1,600"],
      ["1 701 4900", "600,3600", "1,601"],
      ["1 0 4900", "600,3600", "1,0"],
      ["2 0 4900", "600,0", "2,0"],
      ["1 600 4399", "600,0", "2,0"],
      ["2 700 4900", "600,0", "2,0"],
    ])("climbs from %j by %s: %s", (last, ladder, expected) => {
      const [step = "", seconds = "", uptime = ""] = last.split(" ");
      const lines = last === "" ? [] : [`${A} ${NET} ${step} ${seconds} ${uptime} B 1`];
      expect(said(`left = climb("${A}", "${ladder}"); print step "," left`, lines)).toBe(expected);
    });

    it("is at the first step where nobody counts", () => {
      const main = `left = climb("${A}", "600,3600"); print step "," left`;
      expect(said(main, [`${A} ${NET} 1 600 4399 B 1`], "")).toBe("1,600");
    });

    it("counts the addresses of its network, within a time, after an operator lifted it", () => {
      const main = `print mates_of("${A}", 100)`;
      const of = (end: number, uptime: number): string =>
        `203.0.113.${end} ${NET} 1 600 ${uptime} B 1`;
      expect(said(main, [])).toBe("1");
      expect(said(main, [of(7, 4999), of(8, 4999), of(9, 4900), of(10, 4899)])).toBe("3");
      expect(said(main, [of(8, 4999), `203.0.113.8 ${NET} - 0 4999 B 1`])).toBe("1");
      expect(said(main, [of(8, 4990), `${NET} ${NET} - 0 4995 B 1`, of(9, 4999)])).toBe("2");
      expect(said(main, [`${NET} ${NET} 1 600 4999 B 1`])).toBe("1");
    });
  });

  describe("the list that hosts alone ask", () => {
    const PARTS = ["json", "address", "embedded", "fields", "why-listed", "host-list"];
    const why = (
      entries: readonly string[],
      names: readonly string[] = [],
      address = A,
      env: Readonly<Record<string, string>> = {},
    ): string =>
      runAwk(
        awk,
        `${program(...PARTS)}\n${STUBS}\nBEGIN { print why_host_listed("${address}") }`,
        "",
        {
          HOST_LIST: file("list", entries),
          NAMES_FOUND: file("names", names),
          COMMANDS: "",
          COMMANDS_ELSE: "drop,page",
          ...env,
        },
      ).trimEnd();
    // What only an alert's log line asks.
    const STUBS =
      "function is_exposed(rule) { return 0 } function is_in_table(rule) { return 0 } function why_forged(a, b, c) { return 0 } function why_no(a, b) { return 0 }";

    it.each([
      [`${A} * office`, "white list: office"],
      [`${A} * the office`, "white list: the office"],
      ["203.0.113.0/24 * office", "white list: office"],
      ["203.0.112.0/24 * office", ""],
      [`# ${A} * office`, ""],
      [`${A} *`, ""],
      [`${A} +drop office`, "white list: office"],
      [`${A} +other,page office`, "white list: office"],
      [`${A} +other office`, ""],
      [`${A} +dro office`, ""],
      // Of a rule that triggers several, one that is not left out is enough.
      [`${A} -drop office`, "white list: office"],
      [`${A} -drop,page office`, ""],
      [`${A} -other office`, "white list: office"],
      [`::ffff:0:${A} * office`, "white list: office"],
    ])("%s: %j", (entry, expected) => {
      expect(why([entry])).toBe(expected);
    });

    it("takes the first entry that holds the address, and says where it cannot be read", () => {
      expect(why([`203.0.113.8 * a`, `${A} * b`, `${A} * c`])).toBe("white list: b");
      expect(why([], [], A, { HOST_LIST: "" })).toBe("");
      expect(why([], [], A, { HOST_LIST: join(folder, "none") })).toBe(
        "the white list cannot be read",
      );
    });

    // UPTIME BOOT, then NAME LEFT WHEN ADDRESS..., and end.
    it.each([
      [["5000 B", `a.example.org 600 1 ${A}`, "end"], true],
      [["4400 B", `a.example.org 600 1 ${A}`, "end"], true],
      [["4399 B", `a.example.org 600 1 ${A}`, "end"], false],
      [["5001 B", `a.example.org 600 1 ${A}`, "end"], false],
      [["1 A", `a.example.org 5000 1 ${A}`, "end"], true],
      [["1 A", `a.example.org 4999 1 ${A}`, "end"], false],
      [["5000 B", `a.example.org 600 1 192.0.2.1 ${A}`, "end"], true],
      [["5000 B", "a.example.org 600 1 203.0.113.77", "end"], false],
      [["5000 B", "a.example.org 600 1", "end"], false],
      [["5000 B", `b.example.org 600 1 ${A}`, "end"], false],
      [["5000 B", `#a.example.org 600 1 ${A}`, "end"], false],
      [["5000 B", `a.example.org 600 1 ${A}`], false],
      [[], false],
    ])("a name by what was found for it: %j: %s", (names, isListed) => {
      expect(why(["a.example.org * x"], names)).toBe(isListed ? "white list: x" : "");
    });
  });
});
