import type { KnownRule } from "../../../../policy/ossecConf/lint/context";
import { found } from "./found";
import { RULESET } from "./wholeFile";

// What Wazuh accepts, and what then never fires or fires at more than it seems.
const command = (executable: string, more = ""): string =>
  `<command><name>c</name><executable>${executable}</executable><timeout_allowed>yes</timeout_allowed>${more}</command>`;
const block = (body: string): string =>
  `<active-response><command>c</command><location>local</location>${body}</active-response>`;
const ids = (text: string): string => `<rules_id>${text}</rules_id>`;
const within = (elements: string): string => RULESET.replace("</ruleset>", `${elements}</ruleset>`);

describe("an event that never carries what the executable needs", () => {
  test.each([
    ["firewall-drop", ids("550"), ["error field-never-there"]],
    ["guarded-block-ip", ids("550"), ["error field-never-there"]],
    ["firewall-drop", ids("550,5763"), ["warning field-never-there"]],
    ["firewall-drop", "<level>12</level>", []],
    ["disable-account", ids("550"), ["error field-never-there"]],
    ["disable-account", ids("5720"), []],
    ["restart-wazuh", ids("550"), []],
  ])("%s at %s: %j", (executable, trigger, expected) => {
    expect(found(command(executable) + block(trigger))).toEqual(expected);
  });

  // The stock executables take the address of a Windows event (active-response/active_responses.c:251-305, v4.14.7).
  test.each([
    ["netsh.exe", ids("60122"), ["warning windows-address"]],
    ["netsh.exe", ids("99919"), ["warning windows-address"]],
    ["netsh.exe", ids("60204"), ["warning windows-address"]],
    [
      "route-null.exe",
      "<rules_group>authentication_failures</rules_group>",
      ["warning windows-address"],
    ],
    ["firewall-drop", "<rules_group>authentication_failures</rules_group>", []],
    ["firewall-drop", ids("60122"), ["warning windows-address"]],
    ["firewall-drop", ids("550,60122"), ["warning windows-address", "warning field-never-there"]],
    ["guarded-block-ip", ids("60122"), ["error field-never-there"]],
    ["disable-account", ids("60122"), ["error field-never-there"]],
  ])("%s at Windows events, %s: %j", (executable, trigger, expected) => {
    expect(found(command(executable) + block(trigger))).toEqual(expected);
  });

  test("Windows events that a group selects, at a block that runs everywhere", () => {
    const everywhere = block("<rules_group>authentication_failures</rules_group>").replace(
      "local",
      "all",
    );
    expect(found(command("firewall-drop") + everywhere)).toEqual(["warning windows-address"]);
  });

  test("a rule of etc/rules may carry anything", () => {
    const rules = new Map<number, KnownRule>([
      [550, { id: 550, level: 7, noAr: false, groups: "ossec,", ignore: 0 }],
    ]);
    expect(found(command("firewall-drop") + block(ids("550")), { rules })).toEqual([]);
  });
});

describe("ids and levels", () => {
  test.each([
    [ids("0"), ["error rules-id"]],
    [ids("99999999999"), ["error rules-id"]],
    [ids("5763,0"), ["warning rules-id"]],
    [`${ids("5763")}<level>10</level>`, ["warning rules-or-level"]],
    [`<rules_group>sshd,</rules_group><level>10</level>`, []],
    [`${ids("5763")}<ca_store>x</ca_store>`, ["warning ca-store"]],
    [
      `${ids("5763")}<repeated_offenders>99999999999</repeated_offenders>`,
      ["error repeated-offenders"],
    ],
  ])("%s: %j", (body, expected) => {
    expect(found(command("restart-wazuh") + block(body))).toEqual(expected);
  });
});

describe("commands", () => {
  test.each([
    [command("e".repeat(300)), ["error executable-path"]],
    [command("pf", "<extra_args>-a b</extra_args>"), []],
    [command("pf", '<extra_args>-a "b c"</extra_args>'), ["warning extra-args"]],
  ])("%s: %j", (sections, expected) => {
    expect(found(sections + block(ids("5763")))).toEqual(expected);
  });
});

describe("rules files that are left out", () => {
  const of = (ruleset: string): string[] =>
    found(ruleset + command("firewall-drop") + block(ids("5763")));

  test.each([
    ["another file", "<rule_exclude>0010-rules_config.xml</rule_exclude>", []],
    ["by name", "<rule_exclude>0095-sshd_rules.xml</rule_exclude>", ["warning rule-left-out"]],
    [
      "by path",
      "<rule_exclude>ruleset/rules/0095-sshd_rules.xml</rule_exclude>",
      ["warning rule-left-out"],
    ],
    [
      "excluded and included again",
      "<rule_exclude>0095-sshd_rules.xml</rule_exclude><rule_include>0095-sshd_rules.xml</rule_include>",
      [],
    ],
    [
      "its decoder",
      "<decoder_exclude>0310-ssh_decoders.xml</decoder_exclude>",
      ["error decoder-left-out"],
    ],
    [
      "its decoder, by path",
      "<decoder_exclude>ruleset/decoders/0310-ssh_decoders.xml</decoder_exclude>",
      ["error decoder-left-out"],
    ],
    [
      "a decoder that no rule names",
      "<decoder_exclude>0375-web-accesslog_decoders.xml</decoder_exclude>",
      [],
    ],
    [
      "its decoder and its rules",
      "<decoder_exclude>0310-ssh_decoders.xml</decoder_exclude><rule_exclude>0095-sshd_rules.xml</rule_exclude>",
      ["warning rule-left-out"],
    ],
  ])("%s", (_, elements, expected) => {
    expect(of(within(elements))).toEqual(expected);
  });

  test("a copy of the decoder beside the file", () => {
    const ruleset = within("<decoder_exclude>0310-ssh_decoders.xml</decoder_exclude>");
    expect(found(ruleset, { listExists: () => true })).toEqual([]);
  });

  test("by a pattern", () => {
    const dir = (pattern: string): string =>
      RULESET.replace("<rule_dir>ruleset/rules", `<rule_dir pattern="${pattern}">ruleset/rules`);
    expect(of(dir(".xml$"))).toEqual([]);
    expect(of(dir("0[1-9]"))).toEqual(["warning rule-left-out"]);
    expect(of(dir("/00"))).toEqual([]);
  });

  test("a copy in etc/rules", () => {
    const rules = new Map<number, KnownRule>([
      [5763, { id: 5763, level: 10, noAr: false, groups: "sshd,", ignore: 0 }],
    ]);
    const ruleset = within("<rule_exclude>0095-sshd_rules.xml</rule_exclude>");
    expect(found(ruleset + command("firewall-drop") + block(ids("5763")), { rules })).toEqual([]);
  });
});

test("a <remote> for syslog that names no sender", () => {
  const syslog = (more: string): string =>
    `<remote><connection>syslog</connection>${more}</remote>`;
  expect(found(syslog(""))).toEqual(["warning remote-senders"]);
  expect(found(syslog("<allowed-ips>10.0.0.0/8</allowed-ips>") + syslog(""))).toEqual([]);
});

test("a white list that holds nothing but a dot", () => {
  expect(found("<global><white_list>.</white_list></global>")).toEqual([
    "error whitelist-everything",
  ]);
});
