import { osMatch } from "../../../policy/wazuh/osMatch";
import { compileOsRegex, whyNoOsRegex } from "../../../policy/wazuh/osRegex";

test.each([
  ["sshd|su", "su: bad", true],
  ["^sshd|su$", "a su", true],
  ["^sshd|su$", "asshd", false],
  ["^su$", "SU", true],
  ["^su$", "sudo", false],
  ["!sshd|su", "cron", true],
  ["!sshd|su", "sshd", false],
  ["", "anything", true],
  ["a.c", "abc", false],
])("OS_Match: %s in %s: %s", (pattern, text, expected) => {
  expect(osMatch(pattern)(text)).toBe(expected);
});

test.each([
  [String.raw`^\d+ from`, "12 from", true],
  [String.raw`^\d+ from`, "x 12 from", false],
  ["a.c", "abc", false],
  [String.raw`a\.c`, "abc", true],
  ["(su|sshd)", "su", undefined],
  [String.raw`\x`, "x", undefined],
  ["a|^b$", "B", true],
  ["sshd", "SSHD", true],
  ["^SSHD$", "sshd", true],
  [String.raw`\(\)`, "()", true],
  ["a$b", "a$b", true],
  ["a^b", "a^b", true],
  ["(a)(b)", "ab", true],
  ["(a", "a", undefined],
  ["a)", "a", undefined],
  ["((a))", "a", undefined],
  ["(a|b)", "a", undefined],
])("OS_Regex: %s in %s: %s", (pattern, text, expected) => {
  expect(compileOsRegex(pattern)?.test(text)).toBe(expected);
});

test.each([
  ["x".repeat(20_480), undefined],
  ["x".repeat(20_481), "it is longer than 20480 bytes"],
  ["(a)(b)", undefined],
  ["a)", "a ) closes nothing"],
  ["((a))", "parentheses stand in parentheses, which it does not know"],
  ["(a", "a ( is never closed"],
  ["a|b", undefined],
  ["(a|b)", "a | stands in parentheses, which it does not know; write the alternatives out"],
  ["a\\", "it ends in a backslash"],
])("why OS_Regex cannot compile %#", (pattern, why) => {
  expect(whyNoOsRegex(pattern)).toBe(why);
});
