import { Draw } from "./draw";

const words = (text: string): readonly string[] => text.split(" ");

const OSREGEX = words(
  "abc \\d+ \\w* \\s \\S+ \\p \\. (ab) (\\d+) ^ab ab$ a|b \\( \\) \\\\ \\$ \\| \\t \\W \\D . + * [a] {2}",
);
const BAD_OSREGEX = words("\\x \\p{Lu} ( ) ((a)) (a|b) \\n \\b a\\ \\[ \\- (a (b)) a)b( \\1");
const OSMATCH = words("abc ^abc abc$ a|b !abc | ^ $ (a [ \\x \\d");
const PCRE2 = words(
  "abc \\d+ (?:a|b) [a-z]+ ^a$ (?i)a (?<=a)b (?<!ab|c)d \\p{Lu} \\p{Greek} \\p{L&} \\p{^Lu} \\p{scx:latin} a{2,3} (a)\\1 (?<n>a)\\k<n> (?=a) \\x41 \\Qa(\\E (?#c) [[:alpha:]] \\bab\\b",
);
const BAD_PCRE2 = words(
  "( ) [a *a (?<=a+)b (?<!a*)b \\p{Foo} \\p{Lux} (?z) a{3,2} \\2 (?<1>a) [b-a] [[:foo:]] (?<=a{1,2})b (?<=(a|bc))d \\ (?P<n \\g{9} (*FOO) \\p{sc=Foo}",
);
const IPS = words(
  "10.0.0.1 10.0.0.0/8 !10.0.0.1 any ::1 2001:db8::/32 fe80::1 10.0.0.0/255.0.0.0 ::ffff:10.0.0.1 :: 1:2:3:4:5:6:7:8",
);
const BAD_IPS = words(
  "10.0.0 10.0.0.256 10.0.0.0/33 a !any !!10.0.0.1 2001:db8::/129 :::1 10.0.0.1-9 /8 10.0.0.1,10.0.0.2",
);
const TIMES = [
  "6 pm - 8:30 am",
  "18:00-23:59",
  "!8 - 17",
  " 9:00 am- 5 pm ",
  "0-1",
  "12am-1am",
  "8:3-9:0x",
];
const BAD_TIMES = [
  "25-26",
  "8",
  "8:00 to 9:00",
  "",
  "13 pm - 14 pm",
  "008-009",
  "8-9-10",
  "8 xm-9",
  "-8 - 9",
];
const DAYS = [
  "monday",
  "mon,tue",
  "weekdays",
  "weekends,mon",
  "sun sat",
  "Friday",
  "mon,",
  "mon , tue",
];
const BAD_DAYS = ["", "!monday", "mo", "monday-friday", "mon;tue", "monx", ",mon"];
const SIDS = ["5710", "5710,5716", "5710 5716", "5760, 5763", "5710,", " 5710", "05710"];
const ODD_SIDS = ["", "abc", "5710;5716", "999999", "999999,5710", "5710\n", "-1", "5710.5"];

interface Made {
  readonly attributes: string[];
  readonly children: string[];
}

/** One rules file; most are right, the others have a fault or two of any kind. */
export function generateRules(seed: number): string {
  const draw = new Draw(seed * 7919 + 17);
  const count = 1 + draw.below(3);
  const rules = Array.from({ length: count }, (_, i) => rule(draw, 100_100 + i));
  const name = draw.oneIn(60)
    ? draw.of(['name="a" x="b"', "", 'names="a"', 'NAME="local,"'])
    : 'name="local,"';
  const root = draw.oneIn(80) ? draw.of(["Group", "groups", "rules"]) : "group";
  const extra = draw.oneIn(60)
    ? draw.of(['<var name="V">5710</var>\n', "text\n", "<!-- c -->\n", "<other/>\n"])
    : "";
  const body = `${extra}<${root} ${name}>\n${rules.join("")}</${root}>\n`;
  return draw.oneIn(14) ? mutated(draw, body) : body;
}

function mutated(draw: Draw, text: string): string {
  const at = draw.below(text.length);
  const piece = draw.of([
    "",
    "<",
    ">",
    '"',
    "/",
    "$V",
    "\\",
    "&",
    "<!--",
    "-->",
    "!>",
    "\n",
    "<rule",
    "</rule>",
    "</group>",
  ]);
  return text.slice(0, at) + piece + text.slice(at + draw.below(3));
}

function rule(draw: Draw, id: number): string {
  const made: Made = { attributes: [], children: [] };
  attributes(draw, id, made);
  if (!draw.oneIn(25)) made.children.push("<description>d</description>");
  parents(draw, made);
  for (let left = draw.below(4); left > 0; left--) child(draw, made, draw.oneIn(20));
  for (let i = made.children.length - 1; i > 0; i--) {
    const j = draw.below(i + 1);
    [made.children[i], made.children[j]] = [made.children[j] as string, made.children[i] as string];
  }
  const name = draw.oneIn(120) ? draw.of(["Rule", "rules", "decoder"]) : "rule";
  if (draw.oneIn(150)) return `<${name} ${made.attributes.join(" ")}/>\n`;
  return `<${name} ${made.attributes.join(" ")}>\n${made.children.map((one) => `  ${one}\n`).join("")}</${name}>\n`;
}

function attributes(draw: Draw, id: number, { attributes: all }: Made): void {
  const ids = [`${id}`, "5763", "100100", "1", "1234567", "abc", "", "-5", "0100100"];
  if (!draw.oneIn(120))
    all.push(`${draw.oneIn(50) ? "ID" : "id"}="${draw.oneIn(20) ? draw.of(ids) : id}"`);
  const levels = words("0 16 17 99 abc -1 05 3.5 4294967299");
  if (!draw.oneIn(120)) all.push(`level="${draw.oneIn(12) ? draw.of(levels) : draw.below(16)}"`);
  const some: readonly (readonly [string, readonly string[]])[] = [
    ["maxsize", words("100 0 12345 a -1")],
    ["timeframe", words("120 99999 1234567 a 1h")],
    ["frequency", words("2 3 8 9999 10000 1 0 a")],
    ["accuracy", words("0 1 a")],
    ["ignore", words("60 0 1234567 60s")],
    ["noalert", words("0 1 yes")],
    ["overwrite", words("yes no Yes 1")],
    ["ignored", ["1"]],
  ];
  for (const [name, values] of some) if (draw.oneIn(22)) all.push(`${name}="${draw.of(values)}"`);
}

function parents(draw: Draw, { children }: Made): void {
  switch (draw.below(9)) {
    case 0:
      children.push(
        `<if_matched_sid>${draw.oneIn(8) ? draw.of(ODD_SIDS) : draw.of(["5710", "5760", "999999"])}</if_matched_sid>`,
      );
      if (draw.oneIn(2))
        children.push(
          draw.of([
            "<same_source_ip />",
            "<same_field>a.b</same_field>",
            "<different_url/>",
            "<global_frequency/>",
          ]),
        );
      break;
    case 1:
      children.push(
        `<if_matched_group>${draw.of(["authentication_failed", "nosuchgroup", "a|sshd", "^syslog"])}</if_matched_group>`,
      );
      break;
    case 2:
      children.push(
        `<if_group>${draw.of(["sshd", "nosuchgroup", "web|x", "SSHD,", "^syslog,sshd"])}</if_group>`,
      );
      break;
    case 3:
      children.push(`<if_level>${draw.of(["7", "16", "0", "abc", "17", "", "-1"])}</if_level>`);
      break;
    case 4:
      break;
    default:
      children.push(`<if_sid>${draw.oneIn(7) ? draw.of(ODD_SIDS) : draw.of(SIDS)}</if_sid>`);
  }
}

function attributesOf(draw: Draw, kinds: boolean): string {
  const type =
    kinds && draw.oneIn(4)
      ? ` type="${draw.of(["osregex", "osmatch", "pcre2", "PCRE2", "regex"])}"`
      : "";
  const negate = draw.oneIn(9) ? ` negate="${draw.of(["yes", "no", "YES", "1"])}"` : "";
  return type + negate;
}

function pattern(draw: Draw, kind: string, bad: boolean): string {
  const [good, wrong] =
    kind === "pcre2"
      ? [PCRE2, BAD_PCRE2]
      : kind === "osregex"
        ? [OSREGEX, BAD_OSREGEX]
        : [OSMATCH, OSMATCH];
  const parts = Array.from({ length: 1 + draw.below(3) }, () => draw.of(good));
  if (bad) parts.splice(draw.below(parts.length + 1), 0, draw.of(wrong));
  return parts.join("").replace(/</g, kind === "pcre2" ? "<" : "\\<");
}

const BY_MATCH = words(
  "match user srcgeoip dstgeoip id srcport dstport status hostname data extra_data program_name system_name protocol location url",
);

function child(draw: Draw, { children }: Made, bad: boolean): void {
  const put = (name: string, content: string, given = ""): void => {
    children.push(`<${name}${given}>${content}</${name}>`);
  };
  const kinded = (name: string, byDefault: string, before = ""): void => {
    const given = attributesOf(draw, true);
    const type = /type="(\w+)"/.exec(given)?.[1]?.toLowerCase();
    const kind = type === "pcre2" || type === "osregex" || type === "osmatch" ? type : byDefault;
    // A raw < that no backslash stands before is markup.
    put(name, pattern(draw, kind, bad).replace(/(?<!\\)</g, "\\<"), before + given);
  };
  switch (draw.below(22)) {
    case 0:
    case 1: {
      kinded("regex", "osregex");
      return;
    }
    case 2:
    case 3: {
      kinded(draw.of(BY_MATCH), "osmatch");
      return;
    }
    case 4:
    case 5: {
      const names = bad ? ["srcip", "User", "id", ""] : ["audit.exe", "win.system.eventID", "a"];
      const name = draw.oneIn(15) ? "" : ` name="${draw.of(names)}"`;
      kinded("field", "osregex", name);
      return;
    }
    case 6: {
      put(draw.of(["srcip", "dstip"]), draw.of(bad ? BAD_IPS : IPS), attributesOf(draw, false));
      return;
    }
    case 7: {
      put("time", draw.of(bad ? BAD_TIMES : TIMES));
      return;
    }
    case 8: {
      put("weekday", draw.of(bad ? BAD_DAYS : DAYS));
      return;
    }
    case 9: {
      put(
        "options",
        draw.of(
          bad
            ? ["no_ar,no_log", "alert", "", "No_AR"]
            : ["no_ar", "no_log", "alert_by_email", "no_full_log", "no_counter"],
        ),
      );
      return;
    }
    case 10: {
      put("category", draw.of(bad ? ["web", "Syslog", ""] : ["syslog", "ids", "ossec", "windows"]));
      return;
    }
    case 11: {
      put(
        "decoded_as",
        draw.of(
          bad ? ["nosuchdecoder", "sshd ", ""] : ["sshd", "json", "windows_eventchannel", "pam"],
        ),
      );
      return;
    }
    case 12: {
      put(
        "info",
        draw.of(["text", "http://x/", ""]),
        draw.of(bad ? [' type="url"', ' kind="link"'] : ["", ' type="link"', ' type="cve"']),
      );
      return;
    }
    case 13: {
      put("group", draw.of(["a,", "a,b,", "", "x\ny,"]));
      return;
    }
    case 14: {
      put(
        "compiled_rule",
        draw.of(bad ? ["nosuch", ""] : ["is_simple_http_request", "check_id_size"]),
      );
      return;
    }
    case 15: {
      put(
        draw.of(["ignore", "check_if_ignored"]),
        draw.of(
          bad
            ? ["", "user,", ",srcip", "a,,b"]
            : ["user", "srcip,dstip", " user , srcip", "my.field"],
        ),
      );
      return;
    }
    case 16: {
      put(
        "mitre",
        draw.of(
          bad
            ? ["<tactic>x</tactic>", "<ID2>T</ID2>"]
            : ["<id>T1110</id>", "<id>T1</id><id>T2</id>", ""],
        ),
      );
      return;
    }
    case 17: {
      const given = bad
        ? draw.of([
            ' field="srcip" lookup="match"',
            ' lookup="match_key"',
            ' field="a" key="b"',
            "",
          ])
        : draw.of([
            ' field="srcip"',
            ' field="audit.key" lookup="match_key_value" check_value="write"',
            ' field="user" lookup="not_match_key"',
            ' field="srcip" lookup="address_match_key"',
          ]);
      put("list", draw.of(bad ? ["etc/lists/nosuch"] : ["etc/lists/audit-keys"]), given);
      return;
    }
    case 18: {
      put(
        bad
          ? draw.of([
              "hostnames",
              "if_sids",
              "same_ip",
              "Same_ID",
              "descriptions",
              "field_name",
              "not_same_agents",
            ])
          : draw.of(["hostname", "Match", "USER"]),
        "a",
      );
      return;
    }
    case 19: {
      put(
        draw.of(
          bad
            ? [
                "same_source_ip",
                "same_field",
                "different_srcip",
                "global_frequency",
                "not_same_id",
                "Different_URL",
              ]
            : ["if_fts", "check_diff", "same_agent", "cve"],
        ),
        draw.of(["", "a"]),
      );
      return;
    }
    case 20: {
      const length = draw.of(bad ? [2048, 2049, 5000, 20_400] : [100, 2047, 1000]);
      const name = draw.of([
        "description",
        "match",
        "group",
        "if_matched_regex",
        "regex",
        "info",
        "user",
      ]);
      put(name, "a".repeat(length));
      return;
    }
    default:
      put(
        "field",
        "a".repeat(draw.of([10, 3000])),
        ` name="${"n".repeat(draw.of(bad ? [2048, 2047] : [10]))}"`,
      );
  }
}
