import { atoi, strtol, strtoul } from "../../../../policy/wazuh/read/cNumber";

// As a C program of glibc prints them.
it.each([
  ["10m", 10],
  ["366, 409", 366],
  [" \t\n\v\f\r+7", 7],
  ["-7x", -7],
  ["", 0],
  ["x7", 0],
  ["+-7", 0],
  ["2147483647", 2_147_483_647],
  ["2147483648", -2_147_483_648],
  ["4294967296", 0],
  ["4294967297", 1],
  ["9223372036854774784", -1024],
  ["9223372036854775808", -1],
  ["99999999999999999999", -1],
  ["-99999999999999999999", 0],
])("atoi(%j) is %i", (text, expected) => {
  expect(atoi(text)).toBe(expected);
});

it.each([
  ["0x10", 16, ""],
  ["0X1fz", 31, "z"],
  ["010", 8, ""],
  ["08h", 0, "8h"],
  ["0", 0, ""],
  ["17m", 17, "m"],
  [" +5d", 5, "d"],
])("strtoul(%j) is %i, and leaves %j", (text, value, rest) => {
  expect(strtoul(text)).toEqual({ value, rest });
});

it.each(["", "x", "-5", "+-5", "h5"])("strtoul(%j) finds no number", (text) => {
  expect(strtoul(text)).toBeUndefined();
});

it.each([
  ["-5m", -5, "m"],
  [" -0x10", -16, ""],
  ["5", 5, ""],
  ["x", 0, "x"],
  ["- 5", 0, "- 5"],
  ["4294967297", 1, ""],
])("strtol(%j) is %i, and leaves %j", (text, value, rest) => {
  expect(strtol(text)).toEqual({ value, rest });
});
