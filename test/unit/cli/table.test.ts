import { broken, fitted, tableOf } from "../../../cli/lib/table";

describe("columns of a table", () => {
  const check = [18, 13, 64];
  test.each([
    ["a pipe or a file", undefined, [18, 13, 64]],
    ["a terminal that does not say", 0, [18, 13, 64]],
    ["a wide terminal", 200, [18, 13, 64]],
    ["100 columns", 99, [18, 13, 64]],
    ["80 columns", 80, [18, 13, 45]],
    ["60 columns", 60, [18, 13, 25]],
    ["40 columns", 40, [12, 12, 12]],
    ["hardly any", 10, [8, 8, 8]],
  ])("%s", (_, room, expected) => {
    expect(fitted(check, room)).toEqual(expected);
  });

  test("the widest gives way first", () => {
    expect(fitted([12, 12, 8, 12, 24, 16, 7], 80)).toEqual([11, 11, 8, 11, 12, 12, 7]);
  });
});

describe("a long word", () => {
  test.each([
    ["fits", "block-ip", 8, "block-ip"],
    ["is broken, not cut", "block-ip.nft", 8, "block-ip .nft"],
    ["is broken as often as it must be", "2001:db8::1", 4, "2001 :db8 ::1"],
    ["is broken among others", "gone: /var/ossec ok", 6, "gone: /var/o ssec ok"],
    [
      "is as long as it is seen, without its colours",
      "\u001b[31m203.0.113.241\u001b[39m",
      13,
      "\u001b[31m203.0.113.241\u001b[39m",
    ],
    [
      "breaks between its letters only",
      "\u001b[31mdrift\u001b[39m",
      4,
      "\u001b[31mdrif t\u001b[39m",
    ],
  ])("%s", (_, text, width, expected) => {
    expect(broken(text, width)).toBe(expected);
  });

  test("is measured as it is shown, and no colour of somebody else's comes in", () => {
    const table = tableOf(["what"], [18]);
    table.push(["\u001b[31mx"]);
    expect(table.toString().split("\n")[3]).toBe("│ \\u001b[31mx      │");
  });

  test("stands whole in a table, on two lines", () => {
    const table = tableOf(["address"], [12]);
    table.push(["2001:db8:85a3::8a2e"]);
    expect(table.toString().split("\n").slice(3, 5)).toEqual(["│ 2001:db8:8 │", "│ 5a3::8a2e  │"]);
  });
});

test("a long table is one table", () => {
  const rows = Array.from({ length: 2_000 }, (_, i) => [`10.0.${i >> 8}.${i & 255}`, "web-1"]);
  const table = tableOf(["address", "host"], [14, 8]);
  for (const row of rows) table.push(row);
  const lines = table.toString().split("\n");
  const between = "├──────────────┼────────┤";
  expect(lines.length).toBe(3 + 2 * rows.length);
  expect(lines.filter((line) => line === between).length).toBe(rows.length);
  expect(lines.slice(0, 2)).toEqual(["┌──────────────┬────────┐", "│ address      │ host   │"]);
  expect(lines.at(-1)).toBe("└──────────────┴────────┘");
  expect(lines.flatMap((line) => /10[.\d]+/.exec(line)?.[0] ?? [])).toEqual(
    rows.map(([address]) => address),
  );
});
