import { readFileSync } from "node:fs";
import { join } from "node:path";

import { AWKS, runAwk } from "../../interpreters";

const part = (name: string): string =>
  readFileSync(join(__dirname, "../../../scripts/responses", `${name}.awk`), "utf8");
const DIFFER = part("differ");
const TABLE = `table inet x {
	set blocked4 {
		type ipv4_addr
		flags timeout
	}

	chain input {
		type filter hook input priority -10; policy accept;
		ip saddr @blocked4 drop
	}
}
`;

describe.each(AWKS)("two listings of nft, by %s", (_name, awk) => {
  const said = (wanted: string, now: string): string[] =>
    runAwk(awk, DIFFER, `${wanted}= now\n${now}`).split("\n").slice(0, -1);
  const instead = (from: string, to: string): string[] => said(TABLE, TABLE.replace(from, to));

  it.each([
    ["nothing", TABLE, []],
    ["no table", "", ["table inet x is not in the kernel"]],
    ["another table beside it", `${TABLE}table inet y {\n}\n`, ["table inet y is not ours"]],
    [
      "a set less",
      TABLE.replace(/\tset[^}]*\}\n/, ""),
      ["set blocked4 of table inet x is missing"],
    ],
    [
      "a chain more",
      TABLE.replace(/^\}/m, "\tchain y {\n\t}\n}"),
      ["chain y of table inet x is not ours"],
    ],
    [
      "another line",
      TABLE.replace("drop", "accept"),
      [
        "chain input of table inet x has <ip saddr @blocked4 accept> where <ip saddr @blocked4 drop> belongs",
      ],
    ],
    [
      "a line less",
      TABLE.replace("\t\tip saddr @blocked4 drop\n", ""),
      ["chain input of table inet x has nothing where <ip saddr @blocked4 drop> belongs"],
    ],
    [
      "a line more",
      TABLE.replace("drop\n", "drop\n\t\taccept\n"),
      ["chain input of table inet x has <accept> where nothing belongs"],
    ],
    [
      "one that is asleep",
      TABLE.replace("x {\n", "x {\n\tflags dormant\n"),
      ["table inet x is asleep (flags dormant)"],
    ],
    ["listed twice, the last as it should be", TABLE.replace("drop", "accept") + TABLE, []],
  ])("%s", (_what, now, expected) => {
    expect(said(TABLE, now)).toEqual(expected);
  });

  it("is awake where it should be asleep", () => {
    expect(said(TABLE.replace("x {\n", "x {\n\tflags dormant\n"), TABLE)).toEqual([
      "table inet x is awake, and the responses are switched off",
    ]);
  });

  it("shows a line fit for a log, 160 letters of it", () => {
    expect(instead("drop", `"\\\x01${"y".repeat(200)}`)).toEqual([
      `chain input of table inet x has <ip saddr @blocked4 ???${"y".repeat(138)}> where <ip saddr @blocked4 drop> belongs`,
    ]);
  });
});

describe.each(AWKS)("what a script said at last, by %s", (_name, awk) => {
  const said = (lines: readonly string[]): string[] =>
    runAwk(awk, part("last-words"), lines.map((line) => `${line}\n`).join(""), {
      TOKEN: "T",
    }).split("\n");

  it.each([
    [["a", "", " \t\r", "b  c", "T 3", "after"], "3", "a b c"],
    [["T 0"], "0", ""],
    [["xT 1", "TT 1"], "", "xT 1 TT 1"],
    [["a\x01'b", "T 1"], "1", "a??b"],
    [["x".repeat(159), "T 1"], "1", "x".repeat(159)],
    [["x".repeat(160), "T 1"], "1", "x".repeat(160)],
    [[`y${"x".repeat(160)}`, "T 1"], "1", "x".repeat(160)],
    [["y".repeat(300), "x".repeat(159), "T 1"], "1", "x".repeat(159)],
  ])("%j", (lines, code, words) => {
    expect(said(lines)).toEqual([code, words, ""]);
  });
});
