import { agentConfPart } from "../../../policy/services/logCollection/agentConf";
import { bundle, CONF, Rig, script } from "../installer/rig";

const LOG = "/var/ossec/logs/active-responses.log";
const FAULT = `${LOG} is not collected by any <localfile> of ${CONF} or of the agent.conf that came from the group: what responses do here reaches neither alerts nor dashboards; name its group, and this agent, in logs.groups of the stack, or add one with log_format syslog to ossec.conf`;
const TWICE = `${LOG} is collected by ${CONF} line 6 and /var/ossec/etc/shared/agent.conf line 2: Wazuh reads it once and warns (1958) at each start; leave one of them, or name in logs.groups only the agents that need it`;
const wanted = bundle("agent", { files: [script("guarded-block-ip", "one")] });

const localfile = (location: string): string =>
  `<localfile>\n<log_format>syslog</log_format>\n<location>${location}</location>\n</localfile>`;
const conf = (...sections: readonly string[]): string =>
  `<ossec_config>\n${localfile("/var/log/auth.log")}\n${sections.join("\n")}\n</ossec_config>\n`;
const shared = (section: string, filters = ""): string =>
  `<agent_config${filters}>\n${section}\n</agent_config>\n`;
const named = agentConfPart({ name: "default", agents: ["hel-1", "hel-2"] });

describe("the log of active responses on an agent", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.up("agent");
    rig.run("echo '001 hel-1 any 0123' >/var/ossec/etc/client.keys");
  });
  afterAll(() => {
    rig.down();
  });

  it("says once that two files name it, and takes it for collected", () => {
    rig.run(`cat >${CONF}`, conf(localfile(LOG)));
    rig.run("cat >/var/ossec/etc/shared/agent.conf", named);
    expect(JSON.parse(rig.install("apply", wanted).stdout)).toMatchObject({ warnings: [TWICE] });
    expect(rig.install("check", wanted)).toMatchObject({ code: 0 });
  });

  it("does not count the agent.conf of an agent that reads none", () => {
    rig.run(`cat >${CONF}`, conf());
    rig.run("echo agent.remote_conf=0 >/var/ossec/etc/local_internal_options.conf");
    expect(JSON.parse(rig.install("apply", wanted).stdout)).toMatchObject({ warnings: [FAULT] });
    rig.run("rm /var/ossec/etc/local_internal_options.conf");
    expect(JSON.parse(rig.install("apply", wanted).stdout)).toMatchObject({ warnings: [] });
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
    [
      "named by a path from the home of Wazuh",
      conf(localfile("logs/active-responses.log")),
      "",
      [],
    ],
    ["named by our part of the agent.conf, for this agent", conf(), named, []],
    [
      "named by our part for other agents",
      conf(),
      agentConfPart({ name: "default", agents: ["hel", "hel-11"] }),
      [FAULT],
    ],
    ["named by our part for every agent", conf(), agentConfPart({ name: "default" }), []],
    ["named for agents on Windows", conf(), shared(localfile(LOG), ' os="Windows"'), [FAULT]],
    ["named for a profile", conf(), shared(localfile(LOG), " profile='web'"), [FAULT]],
    ["named for part of a name", conf(), shared(localfile(LOG), ' name="nbg|HEL"'), []],
    ["named for all others", conf(), shared(localfile(LOG), ' name="!hel-1"'), [FAULT]],
    ["named behind a root without sections", conf(), `<agent_config />\n${named}`, []],
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
