import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { WAZUH_LINE, WAZUH_VERSION } from "../../../policy/wazuh/version";
import { factsOf, lineOf } from "../../../tools/stock/factsOf";
import { printFacts } from "../../../tools/stock/printFacts";
import { namesOf, otherwiseIn, sinceFacts } from "../../../tools/stock/since";

// A small Wazuh of our own; only the forms are those of the public source.
const SOURCE: Readonly<Record<string, string>> = {
  "VERSION.json": '{ "version": "4.99.1", "stage": "rc1" }\n',
  "ruleset/rules/0010-door_rules.xml": `<!-- Doors -->
<var name="OFTEN">6</var>
<group name="door,">
  <rule id="100" level="0">
    <decoded_as>door</decoded_as>
    <description>Not ours to copy.</description>
  </rule>
  <rule id="101" level="5">
    <if_sid>100</if_sid>
    <match>knock</match>
    <description>Not ours to copy.</description>
    <group>authentication_failed,</group>
  </rule>
  <rule id="103" level="10" frequency="$OFTEN" timeframe="90" ignore="60">
    <if_matched_sid>101</if_matched_sid>
    <same_source_ip />
    <info type="link">http://example.com/</info>
    <options>no_ar</options>
    <mitre>
      <id>T1110</id>
    </mitre>
    <description>Not ours to copy.</description>
    <group>authentication_failures,</group>
  </rule>
</group>
`,
  "ruleset/rules/0020-other_rules.xml": `<group name="files,">
  <rule id="200" level="7"><decoded_as>syscheck_new_entry</decoded_as></rule>
  <rule id="201" level="3"><decoded_as>json</decoded_as></rule>
  <rule id="202" level="3"><if_group>door</if_group></rule>
  <rule id="203" level="3"><if_sid>201, 200</if_sid></rule>
  <rule id="204" level="3"><decoded_as>plugin</decoded_as></rule>
  <rule id="205" level="3"><decoded_as>door-inner</decoded_as></rule>
  <rule id="206" level="3"><if_sid>100 205</if_sid><list field="a">etc/lists/keys</list></rule>
</group>
<group name="sshd,audit">
  <rule id="300" level="3"><decoded_as>twice</decoded_as></rule>
</group>
`,
  "ruleset/decoders/0005-door_decoders.xml": `<decoder name="door"><prematch>^door</prematch></decoder>
<decoder name="door-inner">
  <parent>door</parent>
  <use_own_name>true</use_own_name>
  <order>user, action</order>
</decoder>
<decoder name="door-address"><parent>door</parent><order>srcip</order></decoder>
<decoder name="json"><plugin_decoder>JSON_Decoder</plugin_decoder></decoder>
<decoder name="twice"><order>srcuser</order></decoder>
`,
  "ruleset/decoders/0006-more_decoders.xml": `<decoder name="plugin"><plugin_decoder>PF_Decoder</plugin_decoder></decoder>
<decoder name="twice"><order>dstip</order></decoder>
`,
  "etc/templates/config/generic/ar-commands.template": `  <command>
    <name>slam</name>
    <executable>door-slam</executable>
  </command>
`,
  "etc/templates/config/generic/rules.template": `  <ruleset>
    <list>etc/lists/keys</list>
    <list>etc/lists/unused</list>
  </ruleset>
`,
  "src/init/inst-functions.sh": [
    "  ${INSTALL} -d -m 0750 -o root -g ${WAZUH_GROUP} ${INSTALLDIR}/active-response/bin",
    "  ${INSTALL} -m 0750 -o root -g ${WAZUH_GROUP} active-response/*.sh ${INSTALLDIR}/active-response/bin/",
    "  ${INSTALL} -m 0750 -o root -g ${WAZUH_GROUP} door-slam ${INSTALLDIR}/active-response/bin/",
    "  ${INSTALL} -m 0750 -o root -g ${WAZUH_GROUP} agentlessd/scripts/* ${INSTALLDIR}/agentless/",
    "",
  ].join("\n"),
  "src/active-response/again.sh": "",
  "src/active-response/door-slam.c": "",
  "src/agentlessd/scripts/ask.exp": "",
  "src/win32/wazuh-installer.nsi":
    "    File /oname=active-response\\bin\\slam.exe slam.exe\n    File /oname=wazuh-agent.exe agent.exe\n",
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stock-facts-"));
  for (const [name, text] of Object.entries(SOURCE)) put(name, text);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function put(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** The fields of a file of facts, without the one that says what it is. */
function facts(name: string): unknown {
  const { source, ...fields } = factsOf(folder, new Map([[103, "door: knocks."]])).files[name] as {
    source: string;
  };
  expect(source).toContain("4.99.1");
  return fields;
}

test("rules: ids, levels, windows, and what is never decoded from their events", () => {
  expect(facts("rules.json")).toEqual({
    // 200 is decoded in C; 203 may be either; of 202 and 204 nothing is known; 206 has the fields of both.
    rules: "100:0 1:5 2:10:60:n 97:7::iu 1:3::j 1:3 1:3 1:3 1:3::i 1:3 94:3::iusa".replace(
      / /g,
      " ",
    ),
    counting: "103:6:90",
  });
});

test("Windows: what is decoded so, what stands below it, and what asks for its fields", () => {
  put(
    "ruleset/rules/0040-windows_rules.xml",
    `<group name="w,">
  <rule id="400" level="0"><decoded_as>windows_eventchannel</decoded_as></rule>
  <rule id="401" level="3"><if_sid>400</if_sid><group>logon,</group></rule>
  <rule id="402" level="3"><if_matched_group>logon</if_matched_group></rule>
  <rule id="403" level="3"><if_sid>400,101</if_sid></rule>
  <rule id="404" level="3"><if_group>door</if_group><field name="win.system.eventID">1</field></rule>
  <rule id="405" level="3"><if_group>door</if_group><same_field>win.eventdata.ipAddress</same_field></rule>
  <rule id="406" level="3"><if_sid>405</if_sid></rule>
</group>
`,
  );
  expect(facts("windows.json")).toEqual({ rules: "400-402 404-406" });
});

test("fields: all that the decoders of a rule give, where they are expressions alone", () => {
  expect(facts("fields.json")).toEqual({
    rules: { "action srcip user": "100-103 206", "action user": "205", "dstip srcuser": "300" },
  });
});

test("groups: the commonest first, and rules in a row together", () => {
  expect(facts("groups.json")).toEqual({
    groups: "files door authentication_failed authentication_failures sshd audit",
    sets: "1 1,2 1,3 0 4,5",
    rules: "0 1 2 3*7 4",
  });
});

test("parents, files of rules, and files of the decoders that they name", () => {
  expect(facts("parents.json")).toEqual({
    parents: {
      "if_group:door": "202",
      "if_matched_sid:101": "103",
      "if_sid:100": "101",
      "if_sid:100,205": "206",
      "if_sid:201,200": "203",
    },
  });
  expect(facts("files.json")).toEqual({
    rules: { "0010-door_rules.xml": "100-103", "0020-other_rules.xml": "200-300" },
    // `twice` stands in two files, `syscheck_new_entry` in none; `door-inner` below another decoder.
    decoders: { "0005-door_decoders.xml": "100 201 205", "0006-more_decoders.xml": "204" },
  });
});

test("what rules that count ask beside what they count", () => {
  expect(facts("counted.json")).toEqual({ conditions: { same_source_ip: "103" } });
});

test("rules with an ignore window: all that an overwrite repeats, and our description", () => {
  expect(facts("ignoring.json")).toEqual({
    rules: [
      {
        id: 103,
        level: 10,
        frequency: 6,
        timeframe: 90,
        within: "door,",
        conditions: [
          { name: "if_matched_sid", value: "101" },
          { name: "same_source_ip", value: "" },
          { name: "info", value: "http://example.com/", attributes: { type: "link" } },
          { name: "options", value: "no_ar" },
        ],
        description: "door: knocks.",
        mitre: ["T1110"],
        group: "authentication_failures,",
      },
    ],
  });
  expect(factsOf(folder, new Map()).undescribed).toEqual([103]);
});

test("what an install puts beside the ruleset", () => {
  expect(facts("installed.json")).toEqual({
    executables: ["again.sh", "door-slam", "slam.exe"],
    commands: { slam: "door-slam" },
    lists: { "etc/lists/keys": true, "etc/lists/unused": false },
    agentless: ["ask.exp"],
  });
});

test("since when: by the first version from which on all have it, and what an older one has otherwise", () => {
  const newest = namesOf(folder);
  rmSync(join(folder, "VERSION.json"));
  put("src/VERSION", "v4.9.2\n");
  put(
    "ruleset/rules/0020-other_rules.xml",
    '<group name="files,"><rule id="200" level="8" /></group>\n',
  );
  put("etc/templates/config/generic/rules.template", "<ruleset></ruleset>\n");
  const oldest = namesOf(folder);
  put("src/VERSION", "v4.10.0\n");
  put("ruleset/rules/0020-other_rules.xml", SOURCE["ruleset/rules/0020-other_rules.xml"] ?? "");
  rmSync(join(folder, "ruleset/decoders/0006-more_decoders.xml"));
  const between = namesOf(folder);
  expect([oldest, between, newest].map(({ version }) => version)).toEqual([
    "4.9.2",
    "4.10.0",
    "4.99.1",
  ]);
  const { source, ...since } = sinceFacts([newest, oldest, between]) as { source: string };
  expect(source).toContain("what Wazuh 4.99.1 has and not each of 4.9.2 4.10.0 4.99.1");
  expect(since).toEqual({
    oldest: "4.9.2",
    rules: { "4.10.0": "201-300" },
    groups: { "4.10.0": "audit|sshd" },
    lists: { "4.99.1": "etc/lists/keys|etc/lists/unused" },
    executables: {},
    decoders: { "4.99.1": "plugin" },
    agentless: {},
  });
  expect([otherwiseIn(newest, oldest), otherwiseIn(newest, between)]).toEqual([[200], []]);
});

test("an id that stands twice, and a version that is not one, are refused", () => {
  put(
    "ruleset/rules/0030-again_rules.xml",
    '<group name="a"><rule id="101" level="1" /></group>\n',
  );
  expect(() => factsOf(folder, new Map())).toThrow(
    "rule 101 stands in 0010-door_rules.xml and in 0030-again_rules.xml",
  );
  expect(lineOf("4.99.1")).toBe("4.99");
  expect(() => lineOf("5.0")).toThrow('VERSION.json names "5.0"; 4.14.7 or the like is expected');
});

test("the facts are printed a line each", () => {
  expect(printFacts({ source: "s", commands: { a: "b", c: "d" }, rules: [{ id: 1 }] })).toBe(`{
 "source": "s",
 "commands": {
  "a": "b",
  "c": "d"
 },
 "rules": [
  {"id":1}
 ]
}
`);
});

describe("the facts that the program uses", () => {
  const stock = join(__dirname, "..", "..", "..", "policy", "wazuh", "stock", WAZUH_LINE);

  it("are all of the version that it names, as they are printed", () => {
    const files = readdirSync(stock).sort();
    // since.json comes of older checkouts, too.
    const own = Object.keys(factsOf(folder, new Map()).files);
    expect(files).toEqual([...own, "since.json"].sort());
    for (const file of files) {
      const text = readFileSync(join(stock, file), "utf8");
      const read = JSON.parse(text) as { readonly source: string };
      expect(read.source).toContain(`Wazuh ${WAZUH_VERSION}`);
      expect(text).toBe(printFacts(read));
    }
  });

  it("describe each rule with an ignore window", () => {
    const { rules } = JSON.parse(readFileSync(join(stock, "ignoring.json"), "utf8")) as {
      readonly rules: readonly { readonly id: number; readonly description: string }[];
    };
    expect(rules).not.toEqual([]);
    expect(rules.filter(({ description }) => description === "")).toEqual([]);
  });
});
