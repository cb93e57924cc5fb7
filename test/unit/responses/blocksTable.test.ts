import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { AWKS, runAwk } from "../../interpreters";

const part = (name: string): string =>
  readFileSync(join(__dirname, "../../../scripts/responses", `${name}.awk`), "utf8");
const BLOCKS = ["address", "networks", "blocks"].map(part).join("\n");

const SETS = (elements: string): string =>
  ["blocked4", "whitelist4", "blocked6", "whitelist6", "networks4", "networks6"]
    .map((set) => {
      const of = elements
        .split("; ")
        .filter((one) => one.startsWith(`${set}: `))
        .map((one) => one.slice(set.length + 2));
      const inside = of.length === 0 ? "" : `\t\telements = { ${of.join(", ")} }\n`;
      return `\tset ${set} {\n\t\ttype ipv4_addr\n${inside}\t}\n`;
    })
    .join("");

describe.each(AWKS)("the host's own list of blocks, by %s", (_name, awk) => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "blocks-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** What the program says at an uptime of 1000.5 of boot B: lines of the list, and elements of the kernel, between "; ". */
  const said = (
    what: string,
    list: string,
    kernel = "",
    more: Readonly<Record<string, string>> = {},
  ): string[] => {
    const files = { OLD: more.OLD ?? "", LIST: list, NOT_KEPT: more.NOT_KEPT ?? "" };
    for (const [name, lines] of Object.entries(files))
      writeFileSync(join(folder, name), lines.split("; ").join("\n") + (lines ? "\n" : ""));
    const at = (name: string): string => join(folder, name);
    const env = { UPTIME: "1000.5", BOOT: "B", WHAT: what, SINCE: "100", STARTED: "0", ...more };
    const text = runAwk(awk, BLOCKS, SETS(kernel), {
      ...env,
      OLD: at("OLD"),
      LIST: at("LIST"),
      NOT_KEPT: at("NOT_KEPT"),
    });
    return text.split("\n").slice(0, -1).sort();
  };
  const add = (set: string, address: string, seconds?: number): string =>
    `add element inet wazuh_active_response ${set} { ${address}${seconds === undefined ? "" : ` timeout ${seconds}s`} }`;
  const one = (list: string, more: Readonly<Record<string, string>> = {}): string =>
    said("missing", list, "", more).join();

  // UNTIL against the uptime of now, of this boot and of one before it; three seconds are the least that is worth a line.
  it.each([
    ["203.0.113.7 1100 900 B", add("blocked4", "203.0.113.7", 99)],
    ["203.0.113.7 1004 900 B", add("blocked4", "203.0.113.7", 3)],
    ["203.0.113.7 1003 900 B", ""],
    ["203.0.113.7 1 900 B", ""],
    ["203.0.113.7 0 900 B", add("blocked4", "203.0.113.7")],
    ["203.0.113.7 - 900 B", ""],
    ["203.0.113.7 100000999 900 B", add("blocked4", "203.0.113.7", 99_999_998)],
    ["203.0.113.7 100001001 900 B", add("blocked4", "203.0.113.7", 99_999_999)],
    // Written in a second that has not come: another boot's.
    ["203.0.113.7 1300 1001 B", add("blocked4", "203.0.113.7", 299)],
    ["203.0.113.7 1300 1002 B", add("blocked4", "203.0.113.7", 198)],
    ["203.0.113.7 1100 900 A", add("blocked4", "203.0.113.7", 100)],
    ["203.0.113.7 1003 900 A", add("blocked4", "203.0.113.7", 3)],
    ["203.0.113.7 1002 900 A", ""],
    ["- - 990 A; 203.0.113.7 1100 900 A", add("blocked4", "203.0.113.7", 10)],
    ["2001:db8::7 1100 900 B", add("blocked6", "2001:db8::7", 99)],
    ["203.0.113.0/24 1100 900 B", add("networks4", "203.0.113.0", 99)],
    ["2001:db8:0:1::/64 1100 900 B", add("networks6", "2001:db8:0:1::", 99)],
    // What nft would refuse, or what is not a line.
    ["203.0.113.7/24 1100 900 B", ""],
    ["203.0.113.0/25 1100 900 B", ""],
    ["203.0.113.256 1100 900 B", ""],
    ["2001:db8:::7 1100 900 B", ""],
    ["203.0.113.7 1100 900", ""],
    ["203.0.113.7 1100 900 B x", ""],
    ["203.0.113.7 x 900 B", ""],
    ["203.0.113.7 1100 x B", ""],
    ["203.0.113.7 -1 900 B", ""],
    // The last word counts; a lifting of the same moment, too.
    ["203.0.113.7 1100 900 B; 203.0.113.7 - 901 B", ""],
    ["203.0.113.7 - 900 B; 203.0.113.7 1100 901 B", add("blocked4", "203.0.113.7", 99)],
    ["203.0.113.7 - 900 B; 203.0.113.7 1100 900 B", ""],
    ["203.0.113.7 1100 900 B; 203.0.113.7 1200 900 B", add("blocked4", "203.0.113.7", 199)],
    ["203.0.113.7 - 901 B; 203.0.113.7 1100 900 B", ""],
    ["203.0.113.7 - 900 B; 203.0.113.7 1100 950 A", ""],
    ["203.0.113.7 1100 950 A; 203.0.113.7 - 900 B", ""],
  ])("%s: %s", (list, expected) => {
    expect(one(list)).toBe(expected);
  });

  it("reads what the disk did not take, and the list before this one", () => {
    expect(one("", { NOT_KEPT: "203.0.113.7 1100 900 B" })).toBe(
      add("blocked4", "203.0.113.7", 99),
    );
    expect(one("203.0.113.7 - 950 B", { OLD: "203.0.113.7 1100 900 B" })).toBe("");
    expect(one("203.0.113.7 1100 900 B", { NOT_KEPT: "203.0.113.7 - 950 B" })).toBe("");
  });

  it.each([
    ["203.0.113.7 expires 1d2h3m4s500ms", 93_785],
    ["203.0.113.7 timeout 1h expires 59m", 3541],
    ["203.0.113.7 timeout 1h expires 20ms", 1],
    ["203.0.113.7 timeout 10s expires 1s999ms", 2],
    ["203.0.113.7", undefined],
  ])("prints what the kernel holds: %s", (element, seconds) => {
    expect(said("kernel", "", `blocked4: ${element}`)).toEqual([
      add("blocked4", "203.0.113.7", seconds),
    ]);
  });

  it("knows what the kernel has by its set, a network by its first address", () => {
    const kernel =
      "blocked4: 203.0.113.7 expires 9s; blocked6: 2001:db8::7; networks4: 203.0.113.0 expires 9s; networks6: 2001:db8::";
    expect(said("kernel", "", kernel)).toEqual(
      [
        add("blocked4", "203.0.113.7", 10),
        add("blocked6", "2001:db8::7"),
        add("networks4", "203.0.113.0", 10),
        add("networks6", "2001:db8::"),
      ].sort(),
    );
    const list =
      "203.0.113.7 0 900 B; 2001:db8::7 0 900 B; 203.0.113.0/24 0 900 B; 2001:db8::/64 0 900 B; 203.0.113.8 0 900 B";
    expect(said("missing", list, kernel)).toEqual([add("blocked4", "203.0.113.8")]);
    expect(said("all", list, "blocked4: 203.0.113.7")).toHaveLength(5);
    expect(said("other", list, kernel)).toEqual([]);
  });

  // What is to be done about both: a block that the kernel lacks comes first, then a list that is not what it would be anew.
  it.each([
    ["", "", ""],
    ["203.0.113.7 0 900 B", "blocked4: 203.0.113.7", ""],
    ["203.0.113.7 1100 900 B; - - 990 B", "blocked4: 203.0.113.7 expires 1m", ""],
    ["203.0.113.7 1100 900 B", "", "missing"],
    ["203.0.113.7 1100 900 B; 203.0.113.8 1 900 B", "", "missing"],
    ["203.0.113.7 1003 900 B", "", "compact"],
    ["203.0.113.7 - 900 B", "", "compact"],
    ["203.0.113.7 - 900 B", "blocked4: 203.0.113.7", "compact"],
    ["", "blocked4: 203.0.113.7", "compact"],
    ["203.0.113.7 0 900 B; 203.0.113.7 0 901 B", "blocked4: 203.0.113.7", "compact"],
    ["203.0.113.7 0 900 B; not a line", "blocked4: 203.0.113.7", "compact"],
    ["203.0.113.0/24 0 900 B", "networks4: 203.0.113.0", ""],
  ])("looks at the list (%s) and the kernel (%s): %s", (list, kernel, expected) => {
    expect(said("look", list, kernel).join()).toBe(expected);
  });

  it("does not take who is on the white list, which is listed with the table, for blocked", () => {
    const others = "whitelist4: 203.0.113.9; whitelist6: 2001:db8::9";
    expect(said("kernel", "", others)).toEqual([]);
    expect(said("look", "", others)).toEqual([]);
  });

  it("writes the list anew: the seconds that are left, from now on", () => {
    expect(
      said(
        "live",
        "203.0.113.8 1100 900 B; 203.0.113.9 0 900 B",
        "blocked4: 203.0.113.7 expires 9s",
      ),
    ).toEqual([
      "- - 1000.5 B",
      "203.0.113.7 1010 1000.5 B",
      "203.0.113.8 1099 1000.5 B",
      "203.0.113.9 0 1000.5 B",
    ]);
  });

  it.each([
    [1, "a block of this host's own list is not in the kernel: 203.0.113.1"],
    [2, "2 blocks of this host's own list are not in the kernel: 203.0.113.1, 203.0.113.2"],
    [
      3,
      "3 blocks of this host's own list are not in the kernel: 203.0.113.1, 203.0.113.2, 203.0.113.3",
    ],
    [
      4,
      "4 blocks of this host's own list are not in the kernel: 203.0.113.1, 203.0.113.2, 203.0.113.3, ...",
    ],
  ])("counts %i that the kernel lacks", (count, sentence) => {
    const list = Array.from({ length: count }, (_, i) => `203.0.113.${i + 1} 0 900 B`).join("; ");
    expect(said("count", list)).toEqual([sentence]);
    expect(said("count", "")).toEqual([]);
  });

  it.each([
    ["203.0.113.7 - 900 B", "900", true],
    ["203.0.113.7 - 900 B", "901", false],
    ["203.0.113.7 - 900 A", "900", false],
    ["203.0.113.7 0 900 B", "900", false],
    ["203.0.113.8 - 900 B", "900", false],
  ])("takes out what came back though it was lifted: %s, since %s: %s", (list, started, out) => {
    expect(said("lifted", list, "blocked4: 203.0.113.7", { STARTED: started })).toEqual(
      out ? ["delete element inet wazuh_active_response blocked4 { 203.0.113.7 }"] : [],
    );
  });
});

describe.each(AWKS)("one file of the history, by %s", (_name, awk) => {
  const left = (lines: readonly string[]): string[] =>
    runAwk(awk, part("forget"), lines.map((line) => `${line}\n`).join(""), {
      UPTIME: "10000",
      BOOT: "B",
      WALL: "500000",
      FORGET: "1000",
      WITHIN: "100",
    })
      .split("\n")
      .slice(0, -1);
  const NET = "203.0.113.0/24";

  // SUBJECT NETWORK STEP SECONDS UPTIME BOOT CLOCK; forgotten 1000 s behind the end of the block.
  it.each([
    [`203.0.113.7 ${NET} 1 600 8400 B 0`, true],
    [`203.0.113.7 ${NET} 1 600 8399 B 0`, false],
    [`203.0.113.7 ${NET} 1 0 1 B 0`, true],
    [`203.0.113.7 ${NET} 1 600 0 A 498400`, true],
    [`203.0.113.7 ${NET} 1 600 0 A 498399`, false],
    // Lifted: that of a network is kept as long as its addresses count.
    [`203.0.113.7 ${NET} - 0 9999 B 0`, false],
    [`${NET} ${NET} - 0 9900 B 0`, true],
    [`${NET} ${NET} - 0 9899 B 0`, false],
    [`203.0.113.7 ${NET} x 600 8400 B 0`, false],
    [`203.0.113.7 ${NET} 1 x 8400 B 0`, false],
    [`203.0.113.7 ${NET} 1 600 8400 B`, false],
    [`203.0.113.7 ${NET} 1 600 8400 B 0 x`, false],
  ])("%s is kept: %s", (line, kept) => {
    expect(left([line])).toEqual(kept ? [line] : []);
  });

  it("keeps the last line of each, in their order", () => {
    const line = (address: string, step: number): string => `${address} ${NET} ${step} 0 1 B 0`;
    expect(
      left([line("203.0.113.7", 1), line("203.0.113.8", 1), "half a", line("203.0.113.7", 2)]),
    ).toEqual([line("203.0.113.8", 1), line("203.0.113.7", 2)]);
  });

  it.each([400, 401])("keeps the newest 400 of %i", (count) => {
    const lines = Array.from(
      { length: count },
      (_, i) => `10.0.${i >> 8}.${i & 255} ${NET} 1 0 1 B 0`,
    );
    expect(left(lines)).toEqual(lines.slice(-400));
  });

  it("remembers for WITHIN what it forgets before that", () => {
    const line = `203.0.113.7 ${NET} 1 1 9900 B 0`;
    const env = { UPTIME: "10000", BOOT: "B", WALL: "0", FORGET: "10" };
    const by = (within: string): string =>
      runAwk(awk, part("forget"), `${line}\n`, { ...env, WITHIN: within });
    expect([by("100"), by("99")]).toEqual([`${line}\n`, ""]);
  });
});
