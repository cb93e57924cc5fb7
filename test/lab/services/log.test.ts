import { bundle, CONF, Rig, script } from "../installer/rig";

const LOG = "/var/ossec/logs/active-responses.log";
const FAULT = `${LOG} is collected by no <localfile> of ${CONF}: what responses do here reaches neither alerts nor dashboards; add one with log_format syslog there, or in the agent.conf of its group`;
const wanted = bundle("agent", { files: [script("block-ip", "one")] });

const localfile = (location: string): string =>
  `<localfile>\n<log_format>syslog</log_format>\n<location>${location}</location>\n</localfile>`;
const conf = (...sections: readonly string[]): string =>
  `<ossec_config>\n${localfile("/var/log/auth.log")}\n${sections.join("\n")}\n</ossec_config>\n`;
const shared = (section: string): string => `<agent_config>\n${section}\n</agent_config>\n`;

describe("the log of active responses on an agent", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.up("agent");
  });
  afterAll(() => {
    rig.down();
  });

  it.each([
    ["named in ossec.conf", conf(localfile(LOG)), "", []],
    ["named by a pattern", conf(localfile("/var/ossec/logs/active-*.log")), "", []],
    ["named in the group's agent.conf", conf(), shared(localfile(LOG)), []],
    ["not named at all", conf(), "", [FAULT]],
    ["named in a comment", conf(`<!-- ${localfile(LOG)} -->`), "", [FAULT]],
    [
      "named after a comment that ends as Wazuh ends it",
      conf(`<!-- x !>\n${localfile(LOG)}`),
      "",
      [],
    ],
    ["named outside of a localfile", conf(`<directories>${LOG}</directories>`), "", [FAULT]],
    ["one of another name", conf(localfile(`${LOG}.1`)), "", [FAULT]],
  ])("%s", (_, ossecConf, agentConf, warnings) => {
    rig.run(`cat >${CONF}`, ossecConf);
    rig.run("cat >/var/ossec/etc/shared/agent.conf", agentConf);
    const applied = rig.install("apply", wanted);
    expect(applied.code).toBe(0);
    expect(JSON.parse(applied.stdout)).toMatchObject({ warnings });
    const checked = rig.install("check", wanted);
    expect(JSON.parse(checked.stdout)).toMatchObject({
      drift: warnings.map((detail) => ({ what: "log", detail })),
    });
    expect(checked.code).toBe(warnings.length === 0 ? 0 : 2);
  });
});
