import { lintOssecConf } from "../../../../policy/ossecConf/lint/lintOssecConf";

const LISTS = [
  "audit-keys",
  "amazon/aws-eventnames",
  "security-eventchannel",
  "malicious-ioc/malware-hashes",
  "malicious-ioc/malicious-ip",
  "malicious-ioc/malicious-domains",
].map((list) => `<list>etc/lists/${list}</list>\n`);

const block = (seconds: number): string =>
  `<active-response>\n<disabled>no</disabled>\n<command>resp</command>\n<location>local</location>\n<rules_id>5763</rules_id>\n<timeout>${seconds}</timeout>\n</active-response>\n`;

const conf = (command: string): string =>
  `<ossec_config>\n<remote>\n<connection>secure</connection>\n</remote>\n<ruleset>\n<rule_dir>ruleset/rules</rule_dir>\n${LISTS.join("")}</ruleset>\n${command}${[60, 70, 80].map(block).join("")}</ossec_config>\n`;

const errors = (text: string): readonly string[] =>
  lintOssecConf(text, { file: "f" })
    .filter(({ severity }) => severity === "error")
    .map(({ code, reason }) => `${code}: ${reason}`);

describe("one cause is said once, the cause itself", () => {
  const UNKNOWN =
    "unknown-command: is not the name of any <command> above this line, and 2 more blocks need it; the manager does not start with it (1303)";

  it("of a command that three blocks need and that is not there", () => {
    expect(errors(conf(""))).toEqual([UNKNOWN]);
  });

  it("of a command whose name is misspelt: first the element, then who misses the command", () => {
    const misspelt =
      "<command>\n<nme>resp</nme>\n<executable>firewall-drop</executable>\n<timeout_allowed>yes</timeout_allowed>\n</command>\n";
    expect(errors(conf(misspelt))).toEqual([
      "unknown-element: is unknown in <command>; the daemons of the manager do not start with it (1230)",
      UNKNOWN,
    ]);
  });
});
