import { isClockTime, isWeekday } from "../../../../policy/wazuh/rules/clockTime";

it.each([
  ["6 pm - 8:30 am", true],
  ["0-23", true],
  ["23:59 - 00:00", true],
  ["24 - 1", false],
  ["1 - 24", false],
  ["012 - 1", false],
  ["1", false],
  ["1 -", true],
  ["1 - 2 x", false],
  ["1 x - 2", false],
  [" ! 1 - 2 ", true],
  ["!!1 - 2", false],
  ["11pm-12pm", true],
  ["12 PM - 12 AM", true],
  ["13pm - 2", false],
  ["13am - 2", true],
  ["1 p - 2", false],
  ["1 a - 2", false],
  ["1:xx - 2", true],
  ["1:123 - 2", false],
  ["1:1x2 - 2", false],
  ["-1 - 2", false],
  ["+1 - 2", false],
])("%j is a time of the day: %s", (text, expected) => {
  expect(isClockTime(text)).toBe(expected);
});

it.each([
  ["monday,tue", true],
  [" weekends", true],
  ["weekdays", true],
  ["SUN", true],
  ["sunday monday tuesday wednesday thursday friday saturday", true],
  ["mon tue wed thu fri sat", true],
  ["monday, ,tue ", true],
  ["", false],
  [" ", false],
  ["!mon", false],
  ["mondays", false],
  ["mon;tue", false],
  ["mon x", false],
])("%j is a list of days: %s", (text, expected) => {
  expect(isWeekday(text)).toBe(expected);
});
