import { lintOssecConf } from "../../../../policy/ossecConf/lint/lintOssecConf";
import type { KnownRule } from "../../../../policy/ossecConf/lint/context";
import { processorSlowness } from "../../../slowness";
import { found } from "./found";
import { REMOTE, RULESET } from "./wholeFile";

const FW =
  "<command><name>fw</name><executable>firewall-drop</executable><timeout_allowed>yes</timeout_allowed></command>";

const white = (value: string): string[] =>
  found(`<global><white_list>${value}</white_list></global>`);

const block = (body: string, location = "local"): string =>
  `<active-response><command>fw</command><location>${location}</location>${body}</active-response>`;
const RULE = "<rules_id>31151</rules_id>";

describe("white_list", () => {
  test.each([
    "10.0.0.0/8",
    "10.0.0.0/255.0.0.0",
    "192.168.1.7",
    "203.0.113.0/24",
    "100.64.0.0/10",
    "^localhost.localdomain$",
    "^2001:db8::1$",
    "^2001:DB8::1$",
    "^2001:db8:1:",
    "^10.0.",
    "0.0.0.0",
  ])("%s is what it looks like", (value) => {
    expect(white(value)).toEqual([]);
  });

  test.each([
    ["300.0.0.1", "error whitelist-refused"],
    ["010.0.0.1", "error whitelist-refused"],
    ["10.0.0.0/08", "error whitelist-refused"],
    ["10.0.0.0/33", "error whitelist-refused"],
    ["10.0.0.0/255.255.255.256", "error whitelist-refused"],
    ["10.0.0.0/255.0.255.0", "error whitelist-mask"],
    ["10.0.0.0/8.0.0.0", "error whitelist-never"],
    ["!10.0.0.1", "error whitelist-negation"],
    ["!host", "error whitelist-everything"],
    ["0.0.0.0/0", "error whitelist-everything"],
    ["", "error whitelist-everything"],
    ["^", "error whitelist-everything"],
    ["$", "error whitelist-everything"],
    ["10.0.0.1|", "error whitelist-everything"],
    ["10.0.0.1 ", "error whitelist-never"],
    [" 10.0.0.1", "error whitelist-never"],
    ["\n10.0.0.1\n", "error whitelist-never"],
    ["10.0.0.1,10.0.0.2", "error whitelist-never"],
    ["10.0.0.1-10.0.0.9", "error whitelist-never"],
    ["10.0.0.*", "error whitelist-never"],
    ["10.0.0.x", "error whitelist-never"],
    ["10.0.0.1.2", "error whitelist-never"],
    ["fe80::/10", "error whitelist-never"],
    ["^fe80::/10$", "error whitelist-never"],
    ["[2001:db8::1]", "error whitelist-never"],
    ["^::ffff:10.0.0.1$", "error whitelist-never"],
    ["10.0.0.", "warning whitelist-substring"],
    ["10.0.0.1|10.0.0.2", "warning whitelist-substring"],
    ["2001:db8::1", "warning whitelist-substring"],
    ["gitlab", "warning whitelist-substring"],
    ["10.0.0.1$", "warning whitelist-substring"],
    ["^10.0.0.1", "warning whitelist-beginning"],
    ["^2001:0db8::1$", "warning whitelist-spelling"],
    ["95.216.0.0/16", "warning whitelist-wide"],
  ])("%j: %s", (value, expected) => {
    expect(white(value)).toEqual([expected]);
  });
});

describe("command", () => {
  const used = (body: string): string[] =>
    found(
      `<command>${body}</command><active-response><command>c</command><location>local</location>${RULE}</active-response>`,
    );

  test.each([
    ["<name>c</name><executable>firewall-drop</executable>", []],
    [
      "<name>c</name><executable>firewall-drop</executable><expect>srcip</expect><extra_args>-x 1</extra_args>",
      [],
    ],
    ["<name>c</name><executable>/bin/x</executable>", ["error executable-path"]],
    ["<name>c</name><executable>../x</executable>", ["error executable-path"]],
    ["<name>c</name><executable>firewall-drop -x</executable>", ["error executable-path"]],
    ["<name>c</name><executable>mine.sh</executable>", ["warning executable-unknown"]],
    ["<name>c</name><executable></executable>", ["error command-incomplete"]],
    [
      "<name>c</name><executable>firewall-drop</executable><timeout_allowed>true</timeout_allowed>",
      ["error refused-value"],
    ],
    [
      "<name>c</name><executable>firewall-drop</executable><timeout_allowed> yes</timeout_allowed>",
      ["error refused-value"],
    ],
    [
      "<name>c</name><executable>firewall-drop</executable><executable>pf</executable>",
      ["error given-twice"],
    ],
    [
      "<name>c</name><executable>firewall-drop</executable><bogus>1</bogus>",
      ["error unknown-element"],
    ],
    [
      "<name> c</name><executable>firewall-drop</executable>",
      ["error command-name", "error unknown-command"],
    ],
    [
      "<name>!c</name><executable>firewall-drop</executable>",
      ["error command-name", "error unknown-command"],
    ],
    [
      "<executable>firewall-drop</executable>",
      ["error command-incomplete", "error unknown-command"],
    ],
  ])("%s: %j", (body, expected) => {
    expect(used(body)).toEqual(expected);
  });

  test("an executable that is in the bin folder beside the file is known", () => {
    const sections = `<command><name>fw</name><executable>mine.sh</executable></command>${block(RULE)}`;
    expect(found(sections)).toEqual(["warning executable-unknown"]);
    expect(found(sections, { executables: new Set(["mine.sh"]) })).toEqual([]);
  });

  test("a second definition is hidden, unless it says the same", () => {
    expect(found(FW + FW + block(RULE))).toEqual([]);
    expect(found(FW + FW.replace(">firewall-drop<", ">pf<") + block(RULE))).toEqual([
      "warning command-hidden",
    ]);
  });

  test("defined after its use", () => {
    expect(found(block(RULE) + FW)).toEqual(["error unknown-command"]);
  });

  test("an empty section, and one in capitals", () => {
    expect(found("<command></command>")).toEqual(["error empty-section"]);
    expect(found("<active-response/>")).toEqual(["error empty-section"]);
    expect(found("<Global><logall>no</logall></Global>")).toEqual(["error unknown-section"]);
  });
});

describe("active-response", () => {
  test.each([
    ["<timeout>600</timeout>", []],
    ["<timeout> 600 </timeout>", []],
    ["<timeout>0</timeout>", []],
    ["<timeout>abc</timeout>", ["error timeout"]],
    ["<timeout>-5</timeout>", ["error timeout"]],
    ["<timeout>1h</timeout>", ["error timeout"]],
    ["<timeout>99999999999</timeout>", ["error timeout"]],
    ["<timeout>5</timeout><timeout>6</timeout>", ["error given-twice"]],
    ["<level>6</level>", ["warning rules-or-level"]],
    ["<level>-1</level>", ["error level"]],
    ["<level>six</level>", ["error level"]],
    ["<level>17</level>", ["error level"]],
    ["<level>3</level>", ["error loop"]],
    ["<rules_group>active_response</rules_group>", ["error loop"]],
    ["<rules_group>sshd,</rules_group>", []],
    ["<rules_group>no\\such</rules_group>", ["warning unknown-group"]],
    ["<rules_group>sshd,|nothing,</rules_group>", []],
    ["<rules_group></rules_group>", ["error loop", "error rules-group"]],
    ["<rules_group>(a</rules_group>", ["error rules-group"]],
    ["<rules_group>authentication_fail\\w+,</rules_group>", []],
    ["<agent_id>001</agent_id>", ["warning agent-id"]],
    ["<disabled>Yes</disabled>", ["error refused-value"]],
    ["<disabled>no </disabled>", ["error refused-value"]],
    ["<repeated_offenders>30, 60,120</repeated_offenders>", []],
    ["<repeated_offenders>1,2,3,4,5,6</repeated_offenders>", ["warning repeated-offenders"]],
    ["<repeated_offenders>1h,2h</repeated_offenders>", ["error repeated-offenders"]],
  ])("%s: %j", (body, expected) => {
    expect(found(FW + block(RULE + body))).toEqual(expected);
  });

  test.each([
    ["5763, 5712", []],
    ["5763,,5712,", []],
    ["5763 5712", ["error rules-id"]],
    ["5763;5712", ["error rules-id"]],
    ["5763,x,5712", ["error rules-id"]],
    ["5763-5765", ["error rules-id"]],
    ["\n5763", ["error rules-id"]],
    ["5700", ["error silent-rule"]],
    ["5763,5700", ["warning silent-rule"]],
    ["651", ["error loop"]],
    ["100050", ["warning unknown-rule"]],
    ["", ["error rules-id"]],
  ])("rules_id %j: %j", (value, expected) => {
    expect(found(FW + block(`<rules_id>${value}</rules_id>`))).toEqual(expected);
  });

  test("rules of etc/rules are known, and can silence a stock one", () => {
    const rule = (id: number, level: number, noAr = false): [number, KnownRule] => [
      id,
      { id, level, noAr, groups: "local,", ignore: 0 },
    ];
    const rules = new Map([rule(100_050, 12), rule(5763, 0), rule(100_051, 5, true)]);
    const of = (id: number): string[] => found(FW + block(`<rules_id>${id}</rules_id>`), { rules });
    expect([of(100_050), of(5763), of(100_051)]).toEqual([
      [],
      ["error silent-rule"],
      ["error silent-rule"],
    ]);
    expect(found(FW + block("<rules_group>local,</rules_group>"), { rules })).toEqual([]);
  });

  test.each([
    ["server", []],
    ["AS", []],
    ["any", []],
    ["Local", []],
    ["last", ["error location"]],
    ["local,server", ["error location"]],
    ["locale", ["error location"]],
    ["agent", ["error location"]],
    ["", ["error block-incomplete"]],
    ["defined-agent", ["error agent-id"]],
  ])("location %j: %j", (location, expected) => {
    expect(found(FW + block(RULE, location))).toEqual(expected);
  });

  test.each([
    ["003", []],
    ["366, 409", ["error agent-id"]],
    ["000", ["error agent-id"]],
    ["web", ["error agent-id"]],
    ["4294967297", ["error agent-id"]],
    ["2147483648", ["error agent-id"]],
  ])("agent_id %j: %j", (id, expected) => {
    expect(found(FW + block(`<agent_id>${id}</agent_id>${RULE}`, "defined-agent"))).toEqual(
      expected,
    );
  });

  test("a timeout that the command does not allow", () => {
    const command = FW.replace(/<timeout_allowed>.*<\/timeout_allowed>/, "");
    expect(found(command + block(`${RULE}<timeout>600</timeout>`))).toEqual([
      "error timeout-not-allowed",
    ]);
    expect(found(command + block(`${RULE}<timeout>0</timeout>`))).toEqual([]);
  });

  test("the agent's form, and a block of settings alone", () => {
    expect(
      found("<active-response><disabled>no</disabled><ca_store>x.pem</ca_store></active-response>"),
    ).toEqual(["error block-incomplete"]);
    expect(
      found("<active-response><repeated_offenders>30</repeated_offenders></active-response>"),
    ).toEqual([]);
  });
});

describe("repeated_offenders", () => {
  const steps = "<repeated_offenders>30</repeated_offenders>";

  test.each([
    ["no location", "<command>fw</command>"],
    ["no command", `<location>local</location>${RULE}`],
    ["neither, but a trigger", RULE],
  ])("a block of settings with %s is left out without a word", (_, body) => {
    expect(found(`${FW}<active-response>${body}${steps}</active-response>`)).toEqual([
      "error block-incomplete",
    ]);
  });

  test("the first of the file counts", () => {
    const two = (second: string): string[] =>
      found(
        `<active-response>${steps}</active-response><active-response>${second}</active-response>`,
      );
    expect(two(steps)).toEqual([]);
    expect(two(steps.replace("30", "60"))).toEqual(["warning repeated-offenders"]);
  });
});

describe("where repeated_offenders has an effect", () => {
  const steps = "<repeated_offenders>30</repeated_offenders><timeout>60</timeout>";
  const said = (executable: string, location: string): string[] =>
    lintOssecConf(
      `<ossec_config>${REMOTE}${RULESET}${FW.replace("firewall-drop", executable)}${block(RULE + steps, location)}</ossec_config>`,
      { file: "f", executables: new Set(["guarded-block-ip"]) },
    )
      .filter(({ code }) => code === "repeated-offenders")
      .map(({ severity, reason }) => `${severity}: ${reason.split(":", 1)[0] ?? ""}`);

  test.each([
    ["firewall-drop", "local", ["note: affects only the manager itself"]],
    ["firewall-drop", "server", []],
    ["firewall-drop", "all", ["warning: has no effect"]],
    ["guarded-block-ip", "local", ["warning: has no effect"]],
    ["guarded-block-ip", "server", ["warning: has no effect"]],
  ])("%s, %s: %j", (executable, location, expected) => {
    expect(said(executable, location)).toEqual(expected);
  });
});

describe("blocks together", () => {
  const off = `<active-response><disabled>yes</disabled><command>fw</command><location>local</location>${RULE}</active-response>`;
  const on = block(`<disabled>no</disabled>${RULE}`);

  test.each([
    ["one block, disabled", FW + off, ["warning first-disabled"]],
    ["disabled, then enabled", FW + off + block(RULE), ["error first-disabled"]],
    ["enabled, then disabled", FW + on + off, ["error last-disabled"]],
    ["enabled, disabled, enabled", FW + on + off + block("<rules_id>31152</rules_id>"), []],
    [
      "only the manager is switched on again",
      FW + on + off + block("<rules_id>31152</rules_id>", "server"),
      ["error last-disabled"],
    ],
    [
      "all agents, but not the manager",
      FW + on + off + block("<rules_id>31152</rules_id>", "all"),
      ["error last-disabled"],
    ],
    ["two equal blocks", FW + block(RULE) + block(RULE), ["warning sent-twice"]],
    [
      "a rule in two blocks",
      FW + block("<rules_id>31151,5763</rules_id>") + block("<rules_id>5712,31151</rules_id>"),
      ["warning sent-twice"],
    ],
    ["two blocks of one command", FW + block(RULE) + block("<rules_id>31152</rules_id>"), []],
  ])("%s", (_, sections, expected) => {
    expect(found(sections)).toEqual(expected);
  });

  const two = (first: string, second: string): string =>
    `<command><name>fw</name><executable>firewall-drop</executable><timeout_allowed>yes</timeout_allowed></command>` +
    `<command><name>fw6</name><executable>pf</executable><timeout_allowed>yes</timeout_allowed></command>` +
    `<active-response><command>fw</command><location>local</location>${first}</active-response>` +
    `<active-response><command>fw6</command><location>local</location>${second}</active-response>`;

  test("one wire name for two commands", () => {
    expect(
      found(two(`${RULE}<timeout>60</timeout>`, "<rules_id>31152</rules_id><timeout>0</timeout>")),
    ).toEqual(["error wire-name"]);
  });

  test("a block without a trigger that shares a wire name is a fallback, and meant", () => {
    expect(found(two(`${RULE}<timeout>60</timeout>`, ""))).toEqual([]);
    expect(found(two(`${RULE}<timeout>61</timeout>`, ""))).toEqual(["error no-trigger"]);
  });

  test("61 rows are fine, 62 crash execd", () => {
    const rows = (count: number): string =>
      Array.from({ length: count }, (_, i) => block(`${RULE}<timeout>${i + 1}</timeout>`)).join("");
    expect(found(FW + rows(61))).toEqual([]);
    expect(found(FW + rows(62))).toEqual(["error too-many-rows"]);
  });
});

const localfile = (format: string, more: string): string =>
  `<localfile><log_format>${format}</log_format>${more}</localfile>`;
const cluster = (body: string): string => `<cluster><name>c</name>${body}</cluster>`;
const wodle = (name: string, body: string): string => `<wodle name="${name}">${body}</wodle>`;
const SENDERS = "<allowed-ips>10.0.0.0/8</allowed-ips>";
const remote = (body: string): string => `<remote>${body}</remote>`;

describe("the rest of the file", () => {
  test("a second ruleset replaces the first", () => {
    expect(found(RULESET)).toEqual([]);
    expect(found(RULESET + RULESET)).toEqual([]);
    expect(found(`${RULESET}<ruleset><rule_dir>etc/rules</rule_dir></ruleset>`)).toEqual([
      "warning stock-rules-off",
      "error ruleset-replaced",
    ]);
  });

  const only = (body: string): string => `<ruleset>${body}</ruleset>`;
  test.each([
    [only("<rule_dir>etc/rules</rule_dir>"), ["warning stock-rules-off"]],
    [only("<decoder_dir>etc/decoders</decoder_dir>"), ["warning list-undeclared"]],
    [RULESET.replace("<list>etc/lists/audit-keys</list>", ""), ["warning list-undeclared"]],
    [RULESET.replace("<list>etc/lists/security-eventchannel</list>", ""), []],
    [RULESET.replace("ruleset/rules", "ruleset/rules/"), []],
    [
      RULESET.replace("</ruleset>", "<rule_include>etc/rules/x.xml</rule_include></ruleset>"),
      ["warning include-missing"],
    ],
    [
      RULESET.replace("</ruleset>", "<rule_include>0010-rules_config.xml</rule_include></ruleset>"),
      [],
    ],
  ])("%s: %j", (sections, expected) => {
    expect(found(sections)).toEqual(expected);
  });

  test("without a ruleset the lists are not named", () => {
    expect(lintOssecConf(`<ossec_config>${REMOTE}</ossec_config>`, { file: "f" })).toMatchObject([
      { severity: "warning", code: "list-undeclared", value: "a file without <ruleset>" },
    ]);
  });

  test("a later global undoes update_check", () => {
    const no = "<global><update_check>no</update_check></global>";
    const other = "<global><logall>no</logall></global>";
    expect([found(no), found(other + no), found(no + other)]).toEqual([
      [],
      [],
      ["warning update-check"],
    ]);
  });

  test.each([
    ["<global><logall>true</logall></global>", ["error refused-value"]],
    ["<global><nope>1</nope></global>", ["error unknown-element"]],
    ["<global><rotate_interval>5</rotate_interval></global>", ["error refused-value"]],
    ["<global><rotate_interval>2d</rotate_interval></global>", ["error refused-value"]],
    ["<global><rotate_interval>10m</rotate_interval></global>", []],
    ["<global><rotate_interval>0</rotate_interval></global>", []],
    ["<global><max_output_size>65536</max_output_size></global>", ["error refused-value"]],
    ["<global><max_output_size>1G</max_output_size></global>", []],
    ["<global><limits></limits></global>", ["error empty-section"]],
    ["<global><limits><eps/></limits></global>", ["error empty-section"]],
    [
      "<global><limits><eps><maximum>x</maximum><timeframe>0</timeframe></eps></limits></global>",
      ["error refused-value", "error refused-value"],
    ],
    ["<global><limits><eps><maximum>500</maximum></eps></limits></global>", []],
    ["<global><email_notification>yes</email_notification></global>", ["error mail-source"]],
    [
      "<global><jsonout_output>yes</jsonout_output><email_notification>yes</email_notification></global>",
      [],
    ],
    [
      "<global><email_notification>yes</email_notification><email_log_source>alerts.log</email_log_source></global>",
      [],
    ],
    [
      "<global><email_notification>yes</email_notification><email_log_source>alerts.log</email_log_source><alerts_log>no</alerts_log></global>",
      ["error mail-source"],
    ],
    ["<localfile><location>/x</location></localfile>", ["error localfile-incomplete"]],
    ["<localfile><log_format>syslog</log_format></localfile>", ["error localfile-incomplete"]],
    ["<localfile><log_format>journald</log_format></localfile>", []],
    [localfile("command", "<location>/x</location>"), ["warning localfile-incomplete"]],
    [localfile("multi-line-regex", "<location>/x</location>"), ["error localfile-incomplete"]],
    [localfile("syslog", "<location>/x</location><age>1y</age>"), ["error refused-value"]],
    [localfile("syslog", "<location>/x</location><label>a</label>"), ["error refused-value"]],
    [localfile("macos", '<query type="log">a</query>'), ["error refused-value"]],
    [localfile("command", "<command>sort < /x</command>"), ["error raw-less-than"]],
    [cluster("<disabled>yes</disabled><key/>"), []],
    [cluster(`<key>${"k".repeat(32)}</key><nodes><node>192.0.2.1</node></nodes>`), []],
    [cluster("<key>short</key><nodes><node>192.0.2.1</node></nodes>"), ["error cluster"]],
    [cluster("<nodes><node>192.0.2.1</node></nodes>"), ["error cluster"]],
    [cluster(`<key>${"k".repeat(32)}</key>`), ["error cluster"]],
    [cluster(`<key>${"k".repeat(32)}</key><nodes><node>NODE_IP</node></nodes>`), ["error cluster"]],
    [cluster("<disabled>yes</disabled><port>x</port>"), ["error cluster"]],
    ["<cluster><name>a b</name><disabled>yes</disabled></cluster>", ["error refused-value"]],
    [remote("<connection>syslog</connection><allowed-ips>10.0.0.0/8</allowed-ips>"), []],
    [
      remote("<connection>syslog</connection><allowed-ips>x</allowed-ips>"),
      ["error refused-value"],
    ],
    [
      remote(`<connection>syslog</connection>${SENDERS}<local_ip>10.0.0.0/8</local_ip>`),
      ["error refused-value"],
    ],
    [remote(`<connection>syslog</connection>${SENDERS}<local_ip>2001:db8::1</local_ip>`), []],
    [
      remote(`<connection>syslog</connection>${SENDERS}<queue_size>9</queue_size>`),
      ["error remote-connection"],
    ],
    [remote(`<connection>syslog</connection>${SENDERS}<protocol/>`), ["error refused-value"]],
    [remote(`<connection>syslog</connection>${SENDERS}<agents/>`), ["error refused-value"]],
    [localfile("syslog", "<location>/x</location><query/>"), ["error refused-value"]],
    [localfile("syslog", "<location>/x</location><reconnect_time>10m</reconnect_time>"), []],
    [
      localfile("syslog", "<location>/x</location><reconnect_time>10</reconnect_time>"),
      ["error refused-value"],
    ],
    [
      localfile("syslog", "<location>/x</location><FREQUENCY>1</FREQUENCY>"),
      ["error unknown-element"],
    ],
    ["<localfile><LOG_FORMAT>syslog</LOG_FORMAT><location>/x</location></localfile>", []],
    ["<syscheck><auto_ignore>maybe</auto_ignore></syscheck>", ["error refused-value"]],
    ["<syscheck><skip_nfs>maybe</skip_nfs></syscheck>", ["warning wrong-value"]],
    ["<syscheck><nope/></syscheck>", ["warning unknown-element"]],
    ["<rootcheck><check_if>maybe</check_if></rootcheck>", ["warning wrong-value"]],
    ["<rule_test><threads>0</threads></rule_test>", ["warning wrong-value"]],
    ["<logging><log_format>plain,json</log_format></logging>", []],
    ["<logging><log_format>xml</log_format></logging>", ["error refused-value"]],
    ["<indexer><hosts>a</hosts></indexer>", ["error empty-section"]],
    ["<indexer><hosts><host>a</host></hosts><nope/></indexer>", ["warning unknown-element"]],
    ["<vulnerability-detection><nope/></vulnerability-detection>", ["warning unknown-element"]],
    ["<command><name>a</name><executable>/x</executable></command>", ["warning executable-path"]],
    ["<command><name>a</name><executable/></command>", ["warning command-incomplete"]],
    ["<command><name>a</name><executable>x</executable></command>", []],
    ["<email_alerts><email_to>a@b.c</email_to></email_alerts>", ["error incomplete"]],
    ["<email_alerts><level>7</level></email_alerts>", ["error incomplete"]],
    ["<email_alerts><email_to>a@b.c</email_to><level>7</level></email_alerts>", []],
    [
      "<email_alerts><email_to>a@b.c</email_to><rule_id>x</rule_id></email_alerts>",
      ["error incomplete"],
    ],
    ["<email_alerts><email_to>a@b.c</email_to><do_not_delay/></email_alerts>", []],
    ["<labels><label>a</label></labels>", ["error refused-value"]],
    ['<labels><label key="a" hidden="1">a</label></labels>', ["error refused-value"]],
    ["<auth><force/></auth>", ["error empty-section"]],
    ["<auth><force><nope/></force></auth>", ["error unknown-element"]],
    ["<auth><force><enabled>yes</enabled></force></auth>", []],
    ["<integration><name>slack</name><max_log>20</max_log></integration>", ["error refused-value"]],
    ["<integration><hook_url>x</hook_url></integration>", ["error incomplete"]],
    ["<socket><name>a</name></socket>", ["error incomplete"]],
    ["<socket><name>a</name><location>/x</location></socket>", []],
    ["<sca><interval>12h</interval><day>31</day><time>23:59</time></sca>", []],
    [
      "<sca><interval>0</interval><day>32</day><time>24:00</time></sca>",
      Array(3).fill("error refused-value"),
    ],
    ["<sca><day>1</day><wday>monday</wday></sca>", ["error refused-value"]],
    ["<sca><policies/></sca>", ["error empty-section"]],
    ["<sca><policies><policy>a</policy></policies></sca>", []],
    ['<wodle name="nope"/>', ["warning unknown-module"]],
    [wodle("osquery", "<nope>1</nope>"), ["warning unknown-element"]],
    [wodle("osquery", "<run_daemon>1</run_daemon>"), ["error refused-value"]],
    [wodle("osquery", '<pack name="a">b</pack><pack>c</pack>'), ["error refused-value"]],
    [wodle("cis-cat", "<timeout>x</timeout>"), ["error refused-value"]],
    [wodle("cis-cat", "<ciscat_binary>Assessor-CLI.sh</ciscat_binary>"), []],
    [wodle("cis-cat", "<ciscat_binary>x</ciscat_binary>"), ["error refused-value"]],
    [wodle("syscollector", "<hotfixes>maybe</hotfixes>"), []],
    [wodle("command", "<tag>a</tag>"), ["error incomplete"]],
    [wodle("command", `<command>a</command><verify_md5>${"a".repeat(32)}</verify_md5>`), []],
    [wodle("command", "<command>a</command><verify_md5>a</verify_md5>"), ["error refused-value"]],
    [wodle("docker-listener", "<attempts>0</attempts>"), ["error refused-value"]],
    ["<alerts><log_alert_level>high</log_alert_level></alerts>", ["error refused-value"]],
    ["<remote><port>1514</port></remote>", ["error remote-connection"]],
    ["<remote><connection>secure</connection></remote>", ["error remote-connection"]],
    [
      `<remote><connection>syslog</connection>${SENDERS}<port>70000</port></remote>`,
      ["error refused-value"],
    ],
    ["<auth><port>1515</port><use_password>maybe</use_password></auth>", ["error refused-value"]],
    [cluster("<disabled>yes</disabled><node_type>slave</node_type>"), ["error refused-value"]],
    [
      "<localfile><log_format>sysloq</log_format><location>/x</location></localfile>",
      ["error refused-value"],
    ],
    ["<rootcheck><bogus>1</bogus></rootcheck>", ["warning unknown-element"]],
    ["<syscheck/><rootcheck/><sca/><auth/><indexer/>", []],
    ['<wodle name="syscollector"><disabled>nope</disabled></wodle>', ["error refused-value"]],
    ['<wodle name="syscollector"><bogus>1</bogus></wodle>', ["error unknown-element"]],
    ["<wodle><disabled>yes</disabled></wodle>", ["error wodle-name"]],
    ["<var>ignored</var>", []],
    ["<labels><label key='a'>R&amp;D</label></labels>", ["warning entity"]],
    ["<labels><label key='a'>R&D</label></labels>", []],
  ])("%s: %j", (section, expected) => {
    expect(found(section)).toEqual(expected);
  });

  test("other roots are refused", () => {
    const text = `<ossec_config>${REMOTE}${RULESET}</ossec_config>\n<agent_config></agent_config>`;
    expect(lintOssecConf(text, { file: "f" })).toEqual([
      expect.objectContaining({ code: "unknown-root", severity: "error", line: 2, column: 1 }),
    ]);
  });
});

test("10,000 lines take well below a second", () => {
  const many = Array.from({ length: 1400 }, (_, i) =>
    block(
      `\n<rules_id>${5000 + i}</rules_id>\n<rules_group>group_${i % 50}</rules_group>\n<level>10</level>\n\n\n`,
    ),
  ).join("\n");
  const text = `<ossec_config>${REMOTE}${RULESET}${FW}${many}</ossec_config>`;
  expect(text.split("\n").length).toBeGreaterThan(8000);
  lintOssecConf(text, { file: "warm" });
  const start = process.cpuUsage();
  expect(lintOssecConf(text, { file: "f" }).length).toBeGreaterThan(1000);
  const used = process.cpuUsage(start);
  expect((used.user + used.system) / 1000).toBeLessThan(1000 * processorSlowness());
});
