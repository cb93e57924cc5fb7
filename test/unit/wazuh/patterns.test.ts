import { osMatch } from "../../../policy/wazuh/osMatch";
import { compileOsRegex } from "../../../policy/wazuh/osRegex";

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
])("OS_Regex: %s in %s: %s", (pattern, text, expected) => {
  expect(compileOsRegex(pattern)?.test(text)).toBe(expected);
});
