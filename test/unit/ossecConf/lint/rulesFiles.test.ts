import { lintOssecConf } from "../../../../policy/ossecConf/lint/lintOssecConf";
import { REMOTE, RULESET } from "./wholeFile";

/** What is said of a manager's rules files, beside a block that is bound to 5763. */
function said(
  files: Readonly<Record<string, string>>,
  trigger = "<rules_id>5763</rules_id>",
): string[] {
  const block = `<command><name>drop</name><executable>firewall-drop</executable><timeout_allowed>yes</timeout_allowed></command><active-response><command>drop</command><location>local</location>${trigger}<timeout>60</timeout></active-response>`;
  const rulesFiles = Object.entries(files).map(([name, text]) => ({ name, path: name, text }));
  return lintOssecConf(`<ossec_config>${REMOTE}${block}${RULESET}</ossec_config>`, {
    file: "f",
    rulesFiles,
  })
    .filter(({ path }) => path !== "f")
    .map(
      ({ path, line, severity, code, value, reason }) =>
        `${path}:${line} ${severity} ${code} ${value} ${reason}`,
    );
}

const rule = (id: number, level: number, body: string, more = ""): string =>
  `<group name="local,">\n<rule id="${id}" level="${level}"${more}>${body}<description>d</description></rule>\n</group>\n`;

test("a child without a condition takes every alert of its parent", () => {
  expect(said({ "local.xml": rule(100500, 12, "<if_sid>5763</if_sid>") })).toEqual([
    "local.xml:2 error alert-taken rule 100500 (level 12) is a child of rule 5763 and takes every event: drop, which is bound to that one, never runs",
  ]);
  expect(said({ "local.xml": rule(100500, 0, "<if_sid>5763</if_sid>") })).toEqual([
    "local.xml:2 error alert-taken rule 100500 (level 0) is a child of rule 5763 and takes every event: drop, which is bound to that one, never runs, and level 0 makes no alert of it either",
  ]);
});

test("one with a condition takes some, also of what a composite counts", () => {
  expect(said({ "local.xml": rule(100500, 3, "<if_sid>5763</if_sid><match>x</match>") })).toEqual([
    "local.xml:2 warning alert-taken rule 100500 (level 3) is a child of rule 5763 and takes its event wherever it matches: drop, which is bound to that one, does not run then",
  ]);
  expect(
    said({ "local.xml": rule(100500, 0, "<if_sid>5760</if_sid><srcip>10.0.0.1</srcip>") }),
  ).toEqual([
    "local.xml:2 warning alert-taken rule 100500 (level 0) is a child of rule 5760 and takes its event wherever it matches: rule 5763, to which drop is bound, counts that one and does not count it then, and level 0 makes no alert of it either",
  ]);
});

test("a rule beside one above takes all of it where it has no condition and is asked first; others are not said to", () => {
  expect(said({ "local.xml": rule(100500, 0, "<if_sid>5700</if_sid>") })).toEqual([
    expect.stringMatching(
      /^local\.xml:2 error alert-taken rule 100500 \(level 0\) is asked before rule 5760 and takes every event: /,
    ),
  ]);
  expect(said({ "local.xml": rule(100500, 0, "<if_sid>5700</if_sid><match>x</match>") })).toEqual(
    [],
  );
  expect(said({ "local.xml": rule(100500, 1, "<if_sid>5700</if_sid>") })).toEqual([]);
});

test("by group and by level, through a rule that never fires itself, and of our own rules", () => {
  expect(
    said({
      "local.xml": rule(100500, 3, "<if_group>authentication_failures</if_group><match>x</match>"),
    }),
  ).toEqual([
    expect.stringMatching(
      /^local\.xml:2 warning alert-taken rule 100500 \(level 3\) is a child of rule 5763 /,
    ),
  ]);
  expect(said({ "local.xml": rule(100500, 3, "<if_level>10</if_level><match>x</match>") })).toEqual(
    [expect.stringMatching(/^local\.xml:2 warning alert-taken /)],
  );
  const files = {
    "a.xml": rule(100500, 3, "<if_sid>5763</if_sid>", ' noalert="1"'),
    "b.xml": rule(100501, 3, "<if_sid>100500</if_sid>"),
  };
  expect(said({ "a.xml": files["a.xml"] })).toEqual([]);
  expect(said(files)).toEqual([expect.stringMatching(/^b\.xml:2 error alert-taken rule 100501 /)]);
  const own =
    rule(100050, 12, "<if_sid>80792</if_sid><match>x</match>") +
    rule(100600, 3, "<if_sid>100050</if_sid>");
  expect(said({ "own.xml": own }, "<rules_id>100050</rules_id>")).toEqual([
    expect.stringMatching(/^own\.xml:5 error alert-taken rule 100600 /),
  ]);
});

test("a child that is bound too, and a child of something else, are no findings", () => {
  const child = { "local.xml": rule(100500, 12, "<if_sid>5763</if_sid>") };
  expect(said(child, "<rules_id>5763,100500</rules_id>")).toEqual([]);
  expect(said(child, "<rules_id>5712</rules_id>")).toEqual([]);
  expect(said(child, "<level>10</level>")).toEqual([]);
});

test("files are read in the order of their names; a rule whose parent comes later is passed over", () => {
  const parent = rule(100050, 12, "<if_sid>80792</if_sid><match>x</match>");
  const child = rule(100600, 3, "<if_sid>100050</if_sid>");
  expect(said({ "b.xml": parent, "a.xml": child }, "<rules_id>100050</rules_id>")).toEqual([
    "a.xml:2 warning rule-passed-over rule 100600 stands below rule 100050, which nothing has that is read before it (7619)",
  ]);
  expect(said({ "a.xml": parent, "b.xml": parent }, "<rules_id>100050</rules_id>")).toEqual([
    "b.xml:2 warning rule-passed-over rule 100050 is read second: rule 100050 of a.xml came first and wins (7612)",
  ]);
});

test("a file that cannot be read is an error with its line, and the rest goes on", () => {
  expect(
    said({
      "a.xml": '<group name="local,">\n<rule id="1" level="3">\n</group>\n',
      "b.xml": rule(100500, 99, "<if_sid>5763</if_sid>"),
      "c.xml": rule(100501, 3, "<if_sid>5760</if_sid><hostnames>a</hostnames><match>x</match>"),
      "d.xml": rule(
        100502,
        3,
        '<if_sid>5402</if_sid><field name="a" type="pcre2">\\p{Foo}</field>',
      ),
      "e.xml": rule(100503, 3, '<if_sid>5402</if_sid><match type="regexp">a</match>'),
    }),
  ).toEqual([
    "a.xml:3 error rules-refused the file cannot be read by Wazuh, and wazuh-analysisd does not start with this file: </group> comes while <rule> of line 2 is still open; write </rule> before it",
    'b.xml:2 error rules-refused level="99" of rule 100500 is not a level; wazuh-analysisd does not start with it',
    "c.xml:2 error rules-refused <hostnames>a</hostnames> of rule 100501 is not an element of a rule; wazuh-analysisd does not start with it",
    "d.xml:2 error rules-refused <field>\\p{Foo}</field> of rule 100502 is not a valid PCRE2 pattern: \\p{Foo} names a property that it does not know; wazuh-analysisd does not start with it",
    'e.xml:2 warning rule-misread <match>a</match> of rule 100503 has type="regexp", which Wazuh does not know and takes for osmatch',
    expect.stringMatching(/^c\.xml:2 warning alert-taken rule 100501 /),
  ]);
});
