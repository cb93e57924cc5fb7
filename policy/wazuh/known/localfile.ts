import { compileOsRegex } from "../osRegex";
import { whyNoPattern } from "../pcre2/whyNoPattern";
import { attributeOf, type Node } from "../read/node";
import { coded, has, lastOf, type Ask } from "./ask";
import { names, strict, type Attributes, type Holder } from "./section";
import { any, filled, number, oneOf, yesNo } from "./values";

const STOP = "wazuh-logcollector does not start";

const LOG_FORMATS = new Set(
  (
    "syslog generic json snort-full snort-fast apache iis squid nmapg mysql_log ossecalert mssql_log postgresql_log " +
    "djb-multilog syslog-pipe command full_command audit multi-line-regex eventlog eventchannel macos journald"
  ).split(" "),
);

/** The first attribute must be type; another type than these is taken for pcre2. */
const REGEX_TYPE: Attributes = {
  takes: { type: oneOf("pcre2", "osregex", "osmatch") },
  unknown: "refused",
  wrongValue: "ignored",
  firstOnly: true,
};

const formatOf = (localfile: Node): string | undefined => lastOf(localfile, "log_format")?.content;

const NEEDED = coded("localfile-incomplete", [
  {
    wrong: (localfile) => formatOf(localfile) === undefined,
    reason: `has no <log_format> (1901); ${STOP}`,
    instead: "add <log_format>syslog</log_format>",
  },
  {
    wrong: (localfile) =>
      !["macos", "journald", undefined].includes(formatOf(localfile)) &&
      !has(localfile, "location", "command"),
    reason: `has no <location> (1902); ${STOP}`,
    instead: "add <location> with the path of the log file",
  },
  {
    wrong: (localfile) =>
      formatOf(localfile) === "multi-line-regex" &&
      (lastOf(localfile, "multiline_regex")?.content ?? "") === "",
    reason: `has no <multiline_regex>; ${STOP}`,
    instead: "add <multiline_regex> with the pattern of a first line",
  },
  {
    wrong: (localfile) =>
      /^(?:full_)?command$/.test(formatOf(localfile) ?? "") && !lastOf(localfile, "command"),
    effect: "ignored",
    reason: "has no <command> to run: it has no effect",
    instead: "add <command>, or name the format of the log file",
  },
]);

/** Why a pattern does not compile: another type than the three is taken for pcre2. */
function whyNot(node: Node): string | undefined {
  const isFirst = node.name.toLowerCase() === "multiline_regex";
  const type = isFirst ? undefined : node.attributes[0]?.value;
  if (type === "osmatch") return undefined;
  if (type !== "osregex") {
    const why = whyNoPattern(node.content);
    return why === undefined ? undefined : `is not a valid PCRE2 pattern: ${why}`;
  }
  return compileOsRegex(node.content)
    ? undefined
    : "is not a valid OS_Regex pattern: OS_Regex has no nested groups, and only \\w \\d \\s \\p \\t \\. and their like";
}

const pattern = (of: string): Ask => ({
  of,
  wrong: (node) => whyNot(node) !== undefined,
  code: "pattern",
  reason: (node) => `${whyNot(node) ?? ""}; ${STOP}`,
  instead: 'correct it, or write type="osmatch" for plain text',
});

/** `<localfile>`. */
export const LOCALFILE: Holder = {
  ...strict({
    ...names(
      "location command log_format alias query label target out_format exclude " +
        "ignore restrict multiline_regex filter",
    ),
    age: (value) =>
      /^\s*\+?0*[1-9]\d*[wdhms]?/.test(value) && /^\s*\+?\d+(?:[wdhms].*)?$/s.test(value)
        ? undefined
        : "write a number with s, m, h, d or w",
    reconnect_time: (value) =>
      /^\s*[+-]?0*[1-9]\d*(?![\dwdhms])/.test(value)
        ? "write a number with s, m, h, d or w"
        : undefined,
    frequency: (value) => (value === "hourly" || value === "daily" ? undefined : number()(value)),
    ignore_binaries: yesNo,
    "only-future-events": yesNo,
    log_format: (value) =>
      LOG_FORMATS.has(value) || /^multi-line *: *\d*[1-9]/.test(value)
        ? undefined
        : "write one of the formats of Wazuh, such as syslog or json",
  }),
  attributes: {
    label: {
      takes: { key: filled },
      unknown: "unchecked",
      wrongValue: "refused",
      needed: ["key"],
    },
    ignore: REGEX_TYPE,
    restrict: REGEX_TYPE,
    out_format: { takes: { target: any }, unknown: "ignored", wrongValue: "ignored" },
  },
  wrongValues: { "only-future-events": "ignored" },
  caseless: "log_format alias exclude ignore_binaries ignore restrict multiline_regex filter".split(
    " ",
  ),
  asks: [
    ...NEEDED,
    pattern("ignore"),
    pattern("restrict"),
    pattern("multiline_regex"),
    {
      of: "label",
      wrong: (label) => attributeOf(label, "key")?.startsWith("_") === true,
      code: "label-reserved",
      reason: "has a key that begins with _: wazuh-logcollector never finishes reading it",
      instead: "write another key",
    },
    {
      // wazuh-clusterd looks for the bare tag and for one line.
      of: "query",
      wrong: ({ content, attributes, children }) =>
        children.length === 0 &&
        (content === "" || attributes.length > 0 || /\n(?! )/.test(content)),
      reason:
        "is empty, or has an attribute or a line break: wazuh-clusterd -t ends with an error, so the manager does not start",
      instead: "remove it: only an agent on macOS uses it",
    },
  ],
};
