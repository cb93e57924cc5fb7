import { CLOUD } from "../../../../policy/wazuh/known/cloud";
import { REMOTE } from "../../../../policy/wazuh/known/remote";
import { intervalIn, SCHEDULE, taskSeconds } from "../../../../policy/wazuh/known/schedule";
import type { Holder } from "../../../../policy/wazuh/known/section";
import {
  clock,
  days,
  program,
  size,
  time as syscheckTime,
  whole,
} from "../../../../policy/wazuh/known/syscheckValues";
import {
  atLeastOne,
  filled,
  number,
  oneOf,
  sized,
  time,
  yesNo,
  type Accepts,
} from "../../../../policy/wazuh/known/values";
import { WODLES } from "../../../../policy/wazuh/known/wodles";

/** What an element of a section takes. */
function of(holder: Holder | undefined, name: string): Accepts {
  const accepts = holder?.elements[name];
  if (!accepts) throw new Error(`${name} is not an element of it`);
  return accepts;
}
const schedule = (name: string): Accepts => SCHEDULE[name] as Accepts;
const DAY = 86_400;

// On both sides of each bound, with each unit, and with what stands before and behind a number.
it.each<[string, Accepts, string[], string[]]>([
  ["yes or no", yesNo, ["yes", "no"], ["", "Yes", " yes", "yes "]],
  ["words", oneOf("a", "b"), ["a", "b"], ["", "A", "c"]],
  ["anything", filled, [" ", "a"], [""]],
  ["digits of 1 to 31", number(1, 31), ["1", "31", "01"], ["", "0", "32", "-1", "+1", "1 "]],
  ["digits", number(), ["", "0", "4294967297"], ["-1", "1x"]],
  ["a time", time(1), ["1", " +1s", "1w", "1dx", "1h", "1m"], ["", "0", "1x", "x1", "-1"]],
  ["a time or 0", time(0), ["", "0"], ["x"]],
  [
    "a size",
    sized({ K: 1024, M: 2 ** 20 }, 2048, 4096, "write a size"),
    ["0", "2048", "4096", "2K", " 4Kx", "0M"],
    ["", "2047", "4097", "1K", "5K", "1M", "2k", "x"],
  ],
  ["a number above 0", atLeastOne, ["1", " +1", "010", "99999999999"], ["", "0", "00", "1x", "-1"]],
  ["a signed number", whole(-2, 3), ["-2", "3", " +3", ""], ["-3", "4", "3 ", "x"]],
  ["a signed number above 0", whole(1, 3), ["1"], ["", "0"]],
  ["syscheck's time", syscheckTime(1), ["1", " +1s", "1hx"], ["", "0", "1x", "-1"]],
  ["syscheck's time or 0", syscheckTime(0), ["", "0"], ["x"]],
  [
    "syscheck's size",
    size,
    ["5", "5KB", "5kb", "MB", "5 b"],
    ["", "5B", "5K", "KBx", "5 kb x", "xKB"],
  ],
  [
    "syscheck's days",
    days,
    ["sunday", "Sun", " ! mon", "tue,wed", "weekdays", "weekends x", "saturday", "thursday"],
    ["", "sundays", "day", "!!mon"],
  ],
  [
    "syscheck's clock",
    clock,
    ["23", "23:59", " 12 pm ", "12PM", "23am", "0"],
    ["", "24", "13pm", "123", "1:2", "1 xm"],
  ],
  ["a program", program, ["", "/bin/a b"], ["a", " /bin/a"]],
  [
    "an interval",
    schedule("interval"),
    ["1", "1s", "1m", "1h", "1d", "1w", "1M", "0x10", " +5", "4294967294"],
    ["", "0", "0s", "08h", "1x", "-1", "4294967295"],
  ],
  ["an interval without weeks", (value) => intervalIn(value, "smhd"), ["1d"], ["1w", "1M"]],
  ["a day of the month", schedule("day"), ["1", "31"], ["0", "32"]],
  ["a day of the week", schedule("wday"), ["sun", " Monday", "SATx"], ["", "x sun"]],
  [
    "a time of the day",
    schedule("time"),
    ["00:00", "23:59", " +1 : +2x"],
    ["24:00", "23:60", "1", ""],
  ],
  [
    "github's interval",
    of(CLOUD.github, "interval"),
    ["", "1w", "1sx", "99999999999"],
    ["x", "1x"],
  ],
  [
    "office365's interval",
    of(CLOUD.office365, "interval"),
    ["86400", "1d", "24h", "1440m", "86400s", "0"],
    [String(DAY + 1), "2d", "25h", "1441m", "1w"],
  ],
  [
    "an answer's size",
    of(CLOUD.github, "curl_max_size"),
    ["1024", "1k", "1K", "1m", "1g", "1024b", " +1024"],
    ["1023", "1023b", "0k", "", "1t", "1kb"],
  ],
  ["a page's size", of(CLOUD["ms-graph"], "page_size"), ["1", "-1"], ["0", "", "x"]],
  ["pubsub's threads", of(CLOUD["gcp-pubsub"], "num_threads"), ["0", "8"], ["", "x"]],
  [
    "fluentd's port",
    of(CLOUD["fluent-forward"], "port"),
    ["1", "65534", "65537"],
    ["0", "65535", "65536", "", "x"],
  ],
  ["fluentd's timeout", of(CLOUD["fluent-forward"], "timeout"), ["0", "9000"], ["9001", "-1"]],
  ["cis-cat's timeout", of(WODLES["cis-cat"], "timeout"), ["1", "1x"], ["0", "", "x", "-1"]],
  ["a command's timeout", of(WODLES.command, "timeout"), ["0", "0x10"], ["-1", "1s", "x"]],
  ["a command's md5", of(WODLES.command, "verify_md5"), ["a".repeat(32)], ["a".repeat(31), ""]],
  ["a command's sha1", of(WODLES.command, "verify_sha1"), ["a".repeat(40)], ["a".repeat(41), ""]],
  ["a sha256", of(WODLES.command, "verify_sha256"), ["a".repeat(64)], ["a".repeat(65), ""]],
  ["docker's attempts", of(WODLES["docker-listener"], "attempts"), ["1"], ["0", "-1", ""]],
  [
    "syscollector's interval",
    of(WODLES.syscollector, "interval"),
    ["1s", "1m", "1h", "1d"],
    ["1w", "1M"],
  ],
  [
    "messages a second",
    of(WODLES.syscollector?.inner?.synchronization, "max_eps"),
    ["", "0", "1000000", " +5"],
    ["1000001", "-1", "x"],
  ],
  ["remoted's port", of(REMOTE, "port"), ["1", "65535"], ["0", "65536", ""]],
  ["remoted's protocol", of(REMOTE, "protocol"), ["", "tcp", "UDP", "tcp, udp x"], ["x", "tcpx"]],
  ["remoted's ipv6", of(REMOTE, "ipv6"), ["yes", "NO"], ["", "yesx", "xno"]],
  ["remoted's overtake", of(REMOTE, "connection_overtake_time"), ["0", "3600"], ["3601", "-1"]],
  ["remoted's queue", of(REMOTE, "queue_size"), ["1"], ["0"]],
  [
    "remoted's closing time",
    of(REMOTE, "rids_closing_time"),
    ["1", " +01", "5w", "5d", "5h", "5m", "5s"],
    ["0", "5x", "5mm", "x5"],
  ],
])("%s", (_what, accepts, taken, refused) => {
  expect(taken.filter((value) => accepts(value) !== undefined)).toEqual([]);
  expect(refused.filter((value) => accepts(value) === undefined)).toEqual([]);
});

it.each([
  ["1d", 86_400],
  ["2h", 7200],
  ["2m", 120],
  ["2s", 2],
  ["2", 2],
  ["0x10", 16],
  ["-2m", -120],
  ["0", undefined],
  ["", undefined],
  ["2w", undefined],
  ["2147483646", 2_147_483_646],
  ["2147483647", undefined],
])("a time of the task manager, %j: %s", (text, seconds) => {
  expect(taskSeconds(text)).toBe(seconds);
});

it("says which number it wants", () => {
  expect(number(1)("x")).toBe("write a number of at least 1, digits only");
  expect(number()("x")).toBe("write a number of at least 0, digits only");
  expect(number(0, 9)("x")).toBe("write a number of 0 to 9, digits only");
});
