import { shown } from "../../../../policy/lint/scripts/foundFaults";

test.each([
  ["", ""],
  ["a".repeat(60), "a".repeat(60)],
  ["a".repeat(61), `${"a".repeat(57)}...`],
  ["a".repeat(200), `${"a".repeat(57)}...`],
])("a piece of a script is shown in sixty letters at most: %s", (text, expected) => {
  expect(shown(text)).toBe(expected);
});
