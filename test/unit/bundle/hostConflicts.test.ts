import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { askProgram } from "../../../policy/bundle/installer";

const OWN = "etc/rules/zz_active_response.xml";
const group = (...rules: string[]): string =>
  `<group name="local,">\n${rules.join("\n")}\n</group>\n`;
const rule = (id: number, inside: string, more = ' level="5"'): string =>
  `<rule id="${id}"${more}>${inside}</rule>`;

const PART = `<ossec_config>
  <command><name>block-ip</name><executable>guarded-block-ip</executable></command>
  <active-response><command>block-ip</command><location>local</location><rules_id>5763,100050</rules_id></active-response>
</ossec_config>
`;
/** The same, by groups. */
const BY_GROUP = PART.replace(
  "<rules_id>5763,100050</rules_id>",
  "<rules_group>authentication_failures</rules_group><level>8</level>",
);
const CONTENT = group(
  rule(100050, "<if_sid>80792</if_sid>", ' level="12"'),
  rule(5763, "", ' level="10" overwrite="yes"'),
);
/** What the stock rules say of the few that are asked for. */
const STOCK = `<group name="syslog,sshd,">
  <rule id="5700" level="0" noalert="1"><decoded_as>sshd</decoded_as></rule>
  <rule id="5760" level="5"><if_sid>5700</if_sid><group>authentication_failed,</group></rule>
  <rule id="5763" level="10" frequency="8" timeframe="120" ignore="60">
    <if_matched_sid>5760</if_matched_sid><group>authentication_failures,</group>
  </rule>
  <rule id="80792" level="3"><if_sid>1</if_sid></rule>
  <rule id="5720" level="10" frequency="8"><if_matched_sid>5716</if_matched_sid><group>authentication_failures,</group></rule>
</group>`;

describe("what stands outside our part", () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "conflicts-"));
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
  });

  /** What the host finds: sections in a root of its own, from line 2 on, and files of etc/rules. */
  const found = (
    sections: string,
    rules: Readonly<Record<string, string>> = {},
    part = PART,
  ): string[] => {
    const files = {
      "etc/ossec.conf": `<ossec_config>\n${sections}\n<global></global></ossec_config>\n`,
      "etc/part": part,
      "etc/own": CONTENT,
      "ruleset/rules/0095-sshd_rules.xml": STOCK,
      "ask.pl": askProgram("manager"),
      ...Object.fromEntries(
        Object.entries(rules).map(([name, text]) => [`etc/rules/${name}`, text]),
      ),
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(home, name)), { recursive: true });
      writeFileSync(join(home, name), text);
    }
    const at = (name: string): string => join(home, name);
    const asked = [
      at("etc/ossec.conf"),
      at("etc/part"),
      at("adopt"),
      at("etc/rules"),
      at(OWN),
      at("etc/own"),
    ];
    const env = { ...process.env, WAZUH_HOME: home, PART_BEGIN: "BEGIN", PART_END: "END" };
    return execFileSync("perl", [at("ask.pl"), "conflicts", ...asked], { encoding: "utf8", env })
      .split("\n")
      .slice(0, -1)
      .map((line) => line.replaceAll(`${home}/etc/`, "").replace("rules/", ""));
  };

  const DISABLED =
    "the last <active-response> says <disabled>yes</disabled>, which turns off all active response; remove that block";
  const EMPTY =
    "an empty <white_list> matches every address: no response would ever fire; remove it";

  it.each([
    ["nothing", "<!-- nothing -->", []],
    [
      "a blank before >, in a white list",
      "<global><white_list ></white_list></global>",
      [`conflict\tossec.conf line 2: ${EMPTY}`],
    ],
    [
      "a line end in a tag",
      "<global><white_list\n/></global>",
      [`conflict\tossec.conf line 2: ${EMPTY}`],
    ],
    [
      "a blank before >, in a block",
      "\n<active-response ><disabled>yes</disabled></active-response>",
      [`conflict\tossec.conf line 3: ${DISABLED}`],
    ],
    [
      "a comment within",
      "<active-response><disabled>y<!-- o -->es</disabled></active-response>",
      [`conflict\tossec.conf line 2: ${DISABLED}`],
    ],
    [
      "a block in a comment without dashes",
      "<! <active-response><disabled>yes</disabled></active-response> !>",
      [],
    ],
    [
      "one that counts last",
      "<active-response><disabled>no</disabled><disabled>yes</disabled></active-response>",
      [`conflict\tossec.conf line 2: ${DISABLED}`],
    ],
    [
      "a value that Wazuh does not trim",
      "<command><name> block-ip</name><executable>other</executable></command>",
      [],
    ],
    [
      "a file that Wazuh cannot read",
      "\n<global>\n",
      [
        "warning\tossec.conf line 5: Wazuh cannot read this file (XMLERR: Element 'global' not closed.), so it could not be compared with the stack; fix it",
      ],
    ],
  ])("%s", (_what, sections, lines) => {
    expect(found(sections)).toEqual(lines);
  });

  const twice = (id: number): string =>
    `conflict\tlocal_rules.xml line 2: rule ${id} is defined here and in our rules file; one of the two would be ignored silently; remove it here or from the stack`;
  const child = (id: number, level: number, words: string, kind = "conflict"): string =>
    `${kind}\tlocal_rules.xml line 2: rule ${id} (level ${level}) ${words}`;
  const bound = (id: number, to: number): string =>
    `is a child of rule ${to} and takes every event: a response of ours, which is bound to that one, never runs; bind rule ${id} too, give it a condition, or remove it`;
  const BOUND = bound(100900, 5763);
  const PARTLY =
    "is a child of rule 5763 and takes its event wherever it matches: a response of ours, which is bound to that one, does not run then; bind rule 100900 too, narrow its condition, or remove it";
  const SILENT =
    "is a child of rule 5763 and takes every event: a response of ours, which is bound to that one, never runs, and level 0 makes no alert of it either; bind rule 100900 too (with a level of 1 or more), give it a condition, or remove it";
  const COUNTED =
    "is a child of rule 5760 and takes every event: rule 5763, to which a response of ours is bound, counts that one and does not count it then; give it a condition, or remove it";

  it.each([
    [
      "a rule of ours, in other quotes",
      "<rule id='5763' overwrite='yes' level='3'></rule>",
      [twice(5763)],
    ],
    ["a rule of ours in a comment", "<! <rule id='5763' overwrite='yes' level='3'></rule> !>", []],
    ["a child of what is bound", rule(100900, "<if_sid>5763</if_sid>"), [child(100900, 5, BOUND)]],
    [
      "of level 0",
      rule(100900, "<if_sid>1, 5763</if_sid>", ' level="0"'),
      [child(100900, 0, SILENT)],
    ],
    [
      "with a condition",
      rule(100900, "<if_sid>5763</if_sid><srcip>10.0.0.1</srcip>"),
      [child(100900, 5, PARTLY, "warning")],
    ],
    [
      "with a match that matches every line",
      rule(100900, "<if_sid>5763</if_sid><match></match>"),
      [child(100900, 5, BOUND)],
    ],
    [
      "by what it counts itself",
      rule(100900, "<if_matched_sid>5763</if_matched_sid>"),
      [child(100900, 5, PARTLY, "warning")],
    ],
    ["by level", rule(100900, "<if_level>10</if_level>"), [child(100900, 5, BOUND)]],
    [
      "by group",
      rule(100900, "<if_group>x|Authentication_Failures</if_group>"),
      [child(100900, 5, BOUND)],
    ],
    [
      "a child of what is counted",
      rule(100900, "<if_sid>5760</if_sid>"),
      [child(100900, 5, COUNTED)],
    ],
    [
      "a child of another, asked behind what is bound",
      rule(100900, "<if_sid>5700</if_sid>", ' level="4"'),
      [],
    ],
    [
      "one that is asked before a rule above what is bound",
      rule(100900, "<if_sid>5700</if_sid>", ' level="6"'),
      [
        child(
          100900,
          6,
          "is asked before rule 5760 and takes every event: a response of ours, which is bound to rule 5763, never runs; give it a condition, or remove it",
        ),
      ],
    ],
    [
      "one that never fires itself, in whose place its child does",
      rule(100900, "<if_sid>5763</if_sid>", ' level="3" noalert="1"') +
        rule(100901, "<if_sid>100900</if_sid>"),
      [child(100901, 5, bound(100901, 5763))],
    ],
    ["a child that Wazuh passes over", rule(100900, "<if_sid>5763x</if_sid>"), []],
    [
      "a child of ours too, which is read before",
      rule(100900, "<if_sid>5763, 100050</if_sid>"),
      [
        child(
          100900,
          5,
          "is a child of rule 100050 of our rules file, which is read after this one: Wazuh leaves that parent out (7617); move it to a file whose name sorts behind ours, or remove it",
          "warning",
        ),
        child(100900, 5, BOUND),
      ],
    ],
    [
      "a child that overwrites, which stays where it was",
      rule(5720, "<if_sid>5763</if_sid>", ' level="3" overwrite="yes"'),
      [],
    ],
    [
      "a child of ours, which is read before",
      rule(100900, "<if_sid>100050</if_sid>"),
      [
        child(
          100900,
          5,
          "is a child of rule 100050 of our rules file, which is read after this one: Wazuh drops the child without a word (7619); move it to a file whose name sorts behind ours, or remove it",
          "warning",
        ),
      ],
    ],
  ])("in rules: %s", (_what, text, lines) => {
    expect(found("", { "local_rules.xml": group(text) })).toEqual(lines);
  });

  it("in rules: a child of a child is judged by what it takes", () => {
    const text = group(
      rule(100900, "<if_sid>5763</if_sid>"),
      rule(100901, "<if_sid>100900</if_sid>"),
    );
    expect(found("", { "local_rules.xml": text })).toEqual([child(100900, 5, BOUND)]);
    const binding = PART.replace("100050", "100900");
    expect(found("", { "local_rules.xml": text }, binding)).toEqual([
      child(100901, 5, bound(100901, 100900)).replace("line 2", "line 3"),
    ]);
  });

  it("in rules: what is bound by group and level is not lost as a whole", () => {
    const text = (more: string): Record<string, string> => ({
      "local_rules.xml": group(rule(100900, `<if_sid>5720</if_sid>${more}`, ' level="8"')),
    });
    expect(found("", text(""), BY_GROUP)).toEqual([
      child(100900, 8, bound(100900, 5720), "warning"),
    ]);
    expect(found("", text("<group>authentication_failures,</group>"), BY_GROUP)).toEqual([]);
  });

  it("in rules: a file that the <ruleset> leaves out", () => {
    const text = group(rule(100900, "<if_sid>5763</if_sid>"));
    const ruleset = (more: string): string =>
      `<ruleset><rule_exclude>etc/rules/local_rules.xml</rule_exclude>${more}</ruleset>`;
    expect(found(ruleset(""), { "local_rules.xml": text })).toEqual([]);
    const included = ruleset("<rule_include>etc/rules/local_rules.xml</rule_include>");
    expect(found(included, { "local_rules.xml": text })).toEqual([child(100900, 5, BOUND)]);
  });

  it("in rules: a child of ours in a file that is read behind ours takes the alert", () => {
    expect(found("", { "zzz.xml": group(rule(100900, "<if_sid>100050</if_sid>")) })).toEqual([
      child(100900, 5, bound(100900, 100050)).replace("local_rules", "zzz"),
    ]);
  });
});
