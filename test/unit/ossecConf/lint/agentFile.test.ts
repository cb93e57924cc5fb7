import type { FileContext } from "../../../../policy/ossecConf/lint/context";
import { lintOssecConf } from "../../../../policy/ossecConf/lint/lintOssecConf";

const CLIENT = "<client><server><address>10.0.0.2</address></server></client>";

function found(text: string, context: Partial<FileContext> = {}): string[] {
  return lintOssecConf(text, { file: "ossec.conf", ...context }).map(
    ({ severity, code }) => `${severity} ${code}`,
  );
}
const agent = (sections: string, client = CLIENT): string =>
  `<ossec_config>${client}${sections}</ossec_config>`;
const response = (body: string): string => `<active-response>${body}</active-response>`;

describe("an agent's own ossec.conf", () => {
  test.each([
    [
      "as it is installed",
      response("<disabled>no</disabled><ca_store>etc/wpk_root.pem</ca_store>"),
      [],
    ],
    ["off", response("<disabled>yes</disabled>"), ["warning agent-disabled"]],
    [
      "the first counts",
      response("<disabled>no</disabled>") + response("<disabled>yes</disabled>"),
      [],
    ],
    ["neither yes nor no", response("<disabled>maybe</disabled>"), ["error refused-value"]],
    [
      "steps",
      response("<repeated_offenders>30,60</repeated_offenders>"),
      ["note repeated-offenders"],
    ],
    [
      "steps that are no minutes",
      response("<repeated_offenders>1h</repeated_offenders>"),
      ["error repeated-offenders", "note repeated-offenders"],
    ],
    [
      "a binding",
      response("<command>fw</command><location>local</location>"),
      ["warning agent-binding"],
    ],
    [
      "a command",
      "<command><name>fw</name><executable>x</executable></command>",
      ["warning agent-binding"],
    ],
    [
      "a white list",
      "<global><white_list>10.0.0.1</white_list></global>",
      ["warning agent-binding"],
    ],
  ])("%s", (_, sections, expected) => {
    expect(found(agent(sections))).toEqual(expected);
  });

  test("steps, where the agent has the script whose clock the kernel holds", () => {
    const executables = new Set(["guarded-block-ip"]);
    const steps = response("<repeated_offenders>30</repeated_offenders>");
    expect(found(agent(steps), { executables })).toEqual(["warning repeated-offenders"]);
  });

  test.each([
    ["<client><server><address></address></server></client>", ["error agent-client"]],
    ["<client><notify_time>10</notify_time></client>", ["error agent-client"]],
    ["<client><server-ip>10.0.0.2</server-ip></client>", []],
  ])("%s: %j", (client, expected) => {
    expect(found(agent("", client))).toEqual(expected);
  });
});

test("an agent.conf: active response in it is ignored, all else is not", () => {
  const localfile = "<localfile><log_format>syslog</log_format><location>/x</location></localfile>";
  expect(found(`<agent_config os="Linux">${localfile}</agent_config>`)).toEqual([]);
  const off = response("<disabled>yes</disabled>");
  expect(
    found(`<agent_config>${localfile}</agent_config><agent_config>${off}</agent_config>`),
  ).toEqual(["warning agent-conf-ignored"]);
});
