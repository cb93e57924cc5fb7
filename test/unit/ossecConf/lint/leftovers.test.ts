import { lintOssecConf } from "../../../../policy/ossecConf/lint/lintOssecConf";
import { REMOTE, RULESET } from "./wholeFile";

/** `code line` of every finding but notes. */
function found(before: string, between: string, after = ""): string[] {
  const text = `${before}<ossec_config>\n${REMOTE}\n${between}\n${RULESET}</ossec_config>\n${after}`;
  return lintOssecConf(text, { file: "f" })
    .filter(({ severity }) => severity !== "note")
    .map(({ severity, code, line }) => `${severity} ${code} ${line ?? 0}`);
}

const LABELS = '<labels><label key="a">b</label></labels>';

test.each([
  ["nothing", "", "", "", []],
  ["a BOM and blanks", "\ufeff \n", "\u00a0", " \n", []],
  ["comments", "<!-- <a> -->", `<!-- ${LABELS} -->`, "<!-- x -->", []],
  ["an empty element with an attribute", "", '<wodle name="syscollector"/>', "", []],
  ["text in front of the root", "# mine\n", "", "", ["warning stray-text 1"]],
  ["text behind the root", "", "", "mine", ["warning stray-text 5"]],
  ["text between sections", "", "  {% if x %}", "", ["warning stray-text 3"]],
  [
    "text between elements",
    "",
    '<labels><label key="a">b</label>,</labels>',
    "",
    ["warning stray-text 3"],
  ],
  [
    "a comment in a comment",
    "",
    `<!-- <a> <!-- x -->\n${LABELS} -->`,
    "",
    ["warning comment-open 3", "warning stray-text 4"],
  ],
  [
    "a comment that nobody ended",
    "",
    `<!-- mine\n${LABELS}\n<!-- next -->`,
    "",
    ["warning comment-open 3"],
  ],
  ["two comments in one, and nothing lost", "", "<!-- a <!-- b -->", "", []],
  [
    "a declaration that takes an element with it",
    "",
    `<!ENTITY x "y">\n${LABELS}\n<!-- next -->`,
    "",
    ["warning comment-open 3"],
  ],
])("%s", (_, before, between, after, expected) => {
  expect(found(before, between, after)).toEqual(expected);
});

test("the sentences name the text and what does not count", () => {
  const text = `<ossec_config>${REMOTE}${RULESET}<!-- mine\n${LABELS}\n<!-- x --> y</ossec_config>`;
  expect(lintOssecConf(text, { file: "f" })).toMatchObject([
    {
      code: "comment-open",
      value: "<!-- mine...",
      reason: "is a comment up to the next -->, and <labels> inside of it does not count",
    },
    {
      code: "stray-text",
      value: '"y"',
      reason: "is outside all elements: Wazuh silently ignores it",
    },
  ]);
});
