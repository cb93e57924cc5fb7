import { lintOssecConf } from "../../../../policy/ossecConf/lint/lintOssecConf";
import { REMOTE, RULESET } from "./wholeFile";

const FW =
  "<command><name>fw</name><executable>firewall-drop</executable><timeout_allowed>yes</timeout_allowed></command>";
const RULE = "<rules_id>31151</rules_id>";
const block = (body: string, location = "local"): string =>
  `<active-response><command>fw</command><location>${location}</location>${body}</active-response>`;

/** What is found under a code: severity and reason, notes too. */
function about(code: string, sections: string): string[] {
  const text = `<ossec_config>${REMOTE}${sections}${RULESET}</ossec_config>`;
  return lintOssecConf(text, { file: "ossec.conf" })
    .filter((one) => one.code === code)
    .map(({ severity, reason }) => `${severity}: ${reason}`);
}

/** The severities alone. */
const how = (code: string, sections: string): string =>
  about(code, sections)
    .map((one) => one.replace(/:.*/s, ""))
    .join();

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

// Each on both sides of a step: one further, and the answer is another.
it.each<[string, string, string]>([
  ["timeout", "<timeout>2147483647</timeout>", ""],
  ["timeout", "<timeout>2147483648</timeout>", "error"],
  ["level", "<level>16</level>", ""],
  ["level", "<level>17</level>", "error"],
  ["level", "<level>20</level>", "error"],
  ["level", "<level>21</level>", "error"],
  ["level", "<level></level>", ""],
  ["rules-or-level", "<level>3</level>", ""],
  ["rules-or-level", "<level>4</level>", "warning"],
  ["rules-or-level", "<level>16</level>", "warning"],
  ["rules-or-level", "<level>17</level>", ""],
  ["loop", "<level>3</level>", "error"],
  ["loop", "<level>4</level>", ""],
  ["repeated-offenders", "<repeated_offenders>35791394</repeated_offenders>", "note"],
  ["repeated-offenders", "<repeated_offenders>35791395</repeated_offenders>", "note,error"],
  ["repeated-offenders", "<repeated_offenders>0</repeated_offenders>", "note,error"],
  ["repeated-offenders", "<repeated_offenders>1,2,3,4,5</repeated_offenders>", "note"],
  ["repeated-offenders", "<repeated_offenders>1,2,3,4,5,6</repeated_offenders>", "note,warning"],
])("%s of %s: %s", (code, body, severity) => {
  expect(
    how(code, FW + block(`${RULE}<timeout>600</timeout>${body}`))
      .split(",")
      .sort(),
  ).toEqual(severity.split(",").sort());
});

it.each([
  ["<level>17</level>", "error: never fires: no rule has a level above 16"],
  ["<level>20</level>", "error: never fires: no rule has a level above 16"],
  [
    "<level>21</level>",
    "error: is not a level of 0 to 20; the manager does not start with it (1235)",
  ],
])("what %s does", (body, said) => {
  expect(about("level", FW + block(RULE + body))).toEqual([said]);
});

it.each([
  [1, "1"],
  [999_999, "999999"],
])("rule %i is an id, and the one beyond it is not", (id, shown) => {
  const of = (one: number): string[] =>
    about("rules-id", FW + block(`<rules_id>${one}</rules_id>`));
  expect(of(id)).toEqual([]);
  const beyond = id === 1 ? 0 : id + 1;
  expect(of(beyond)).toEqual([
    `error: names rule ${beyond} to Wazuh, an id that no rule can have: it never fires`,
  ]);
  expect(about("rules-id", FW + block(`<rules_id>${beyond},5763</rules_id>`))).toEqual([
    `warning: names rule ${beyond} to Wazuh, an id that no rule can have: it never fires for it`,
  ]);
  expect(shown).toBe(String(id));
});

it.each([
  [1, "names rule 199001, which is not a stock rule"],
  [2, "names rules 199001, 199002, which are not stock rules"],
  [5, "names rules 199001, 199002, 199003, 199004, 199005, which are not stock rules"],
  [6, "names rules 199001, 199002, 199003, 199004, 199005 and 1 more, which are not stock rules"],
])("%i rules that are unknown", (count, said) => {
  const ids = range(count)
    .map((n) => 199_000 + n)
    .join();
  const found = about("unknown-rule", FW + block(`<rules_id>${ids}</rules_id>`));
  expect(found.map((one) => one.replace(/ of Wazuh.*| of 4\..*/s, ""))).toEqual([
    `warning: ${said}`,
  ]);
});

it.each([
  ["95.216.0.0/24", ""],
  ["95.216.0.0/23", "warning"],
  ["10.0.0.0/8", ""],
  ["127.0.0.0/8", ""],
  ["169.254.0.0/16", ""],
  ["100.64.0.0/10", ""],
  ["203.0.112.0/23", "warning"],
  ["240.0.0.0/8", ""],
])("a network of %s: %s", (network, severity) => {
  expect(how("whitelist-wide", `<global><white_list>${network}</white_list></global>`)).toBe(
    severity,
  );
});

it.each([
  ["^10.", ""],
  ["^10.0.", ""],
  ["^10.0.0.", ""],
  ["^10.0.0.0.", "warning"],
  ["^10.0", "warning"],
  ["^2001:db8:", ""],
  ["^2001:DB8:", ""],
  ["^2001:db8", "warning"],
])("a beginning of %s: %s", (text, severity) => {
  expect(how("whitelist-beginning", `<global><white_list>${text}</white_list></global>`)).toBe(
    severity,
  );
});

// active-response/bin/ has 20 bytes, and execd keeps 255.
it.each([
  ["x".repeat(235), ""],
  ["x".repeat(236), "error"],
  ["ä".repeat(118), "error"],
  ["a b", "error"],
  ["/a", "error"],
  ["a/b", ""],
  ["a/../b", "error"],
  ["a..b", ""],
])("an executable called %s: %s", (name, severity) => {
  const command = FW.replace("firewall-drop", name);
  expect(how("executable-path", command + block(RULE))).toBe(severity);
  expect(how("executable-path", command)).toBe(severity === "" ? "" : "warning");
});

it.each([
  ["10m", ": 600 is 10m"],
  ["1H", ": 3600 is 1h"],
  [" 2d", ": 172800 is 2d"],
  ["30s", ": 30 is 30s"],
  ["999999s", ": 999999 is 999999s"],
  ["1000000s", ""],
  ["5x", ""],
  ["m", ""],
])("a timeout of %j is offered in seconds%s", (text, seconds) => {
  const sections = `${FW}${block(`${RULE}<timeout>${text}</timeout>`)}`;
  const whole = `<ossec_config>${REMOTE}${sections}${RULESET}</ossec_config>`;
  expect(
    lintOssecConf(whole, { file: "f" })
      .filter(({ code }) => code === "timeout")
      .map(({ instead }) => instead),
  ).toEqual([`write seconds, digits only${seconds}`]);
});

it.each([
  [1, ""],
  [2, ", and 1 more block needs it"],
  [3, ", and 2 more blocks need it"],
])("%i blocks of an unknown command", (count, more) => {
  const sections = range(count)
    .map((n) => block(`<rules_id>${31_150 + n}</rules_id>`))
    .join("");
  expect(about("unknown-command", sections)).toEqual([
    `error: is not the name of any <command> above this line${more}; the manager does not start with it (1303)`,
  ]);
});

it.each([
  [1, "the block of line 1"],
  [5, "the blocks of line 1, 2, 3, 4, 5"],
  [6, "the blocks of line 1, 2, 3, 4, 5, ..."],
])("%i blocks that one more turns off", (count, list) => {
  const off = `<active-response><disabled>yes</disabled><command>fw</command><location>local</location>${RULE}</active-response>`;
  const sections =
    FW +
    range(count)
      .map((n) => block(`<disabled>no</disabled><rules_id>${31_150 + n}</rules_id>`))
      .join("\n") +
    off;
  const [found = ""] = about("last-disabled", sections);
  expect(found.includes(`turns off more than its own block: ${list} no longer`)).toBe(true);
});

it.each([
  ["x".repeat(60), "x".repeat(60)],
  ["x".repeat(61), `${"x".repeat(57)}...`],
])("text outside all elements is quoted: %s", (text, quoted) => {
  const whole = `${text}<ossec_config>${REMOTE}${RULESET}</ossec_config>`;
  expect(
    lintOssecConf(whole, { file: "f" })
      .filter(({ code }) => code === "stray-text")
      .map(({ value }) => value),
  ).toEqual([JSON.stringify(quoted)]);
});

// A section without anything in it sets nothing.
it.each([
  ["<global><logall>no</logall></global>", "warning"],
  ["<global></global>", ""],
  ["<global><update_check>no</update_check></global>", ""],
])("update_check no, and behind it %s: %s", (behind, severity) => {
  const no = "<global><update_check>no</update_check></global>";
  expect(how("update-check", no + behind)).toBe(severity);
});

// Wazuh writes no row for agent 000, so that nothing is sent twice.
it.each([
  ["defined-agent", "<agent_id>000</agent_id>", ""],
  ["defined-agent", "<agent_id>001</agent_id>", "warning"],
  ["local", "", "warning"],
])("two equal blocks for %s %s: %s", (location, agent, severity) => {
  const one = block(agent + RULE, location);
  expect(how("sent-twice", FW + one + one)).toBe(severity);
});
