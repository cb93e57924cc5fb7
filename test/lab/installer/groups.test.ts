import { agentConfPart } from "../../../policy/services/logCollection/agentConf";
import { bundle, CONF, part, Rig, script } from "./rig";

const SHARED = "/var/ossec/etc/shared";
const CONF_OF_DEFAULT = `${SHARED}/default/agent.conf`;
const LOG = "/var/ossec/logs/active-responses.log";
const BEGIN = "<!-- wazuh-active-response: begin. Rendered; edit the stack, not this part. -->\n";
const END = "<!-- wazuh-active-response: end -->\n";
const OWN = "<agent_config>\n\n  <!-- Shared agent configuration here -->\n\n</agent_config>\n";
const ours = (...agents: string[]): string =>
  agentConfPart({ name: "default", ...(agents.length > 0 && { agents }) });
const both = (text: string): string => `${BEGIN}${text}${END}${OWN}`;

/** What a master gets whose stack has these parts. */
function master(agentConf: Record<string, string>, timeout = 3600) {
  return bundle("master", {
    files: [script("guarded-block-ip", "one")],
    part: part(timeout),
    agentConf,
  });
}

describe("our part of a group's agent.conf", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.up("master");
  });
  afterAll(() => {
    rig.down();
  });

  const text = (): string => rig.run(`cat ${CONF_OF_DEFAULT}`).stdout;
  const write = (content: string): void => {
    rig.run(`cat >${CONF_OF_DEFAULT}`, content);
  };
  const state = (): string =>
    rig.run(
      `cat ${CONF}; cd ${SHARED} && find . -printf '%p %u %g %m\\n' | sort; cat */agent.conf; ls -A /var/lib/wazuh-active-response | grep -v '^lock$'`,
    ).stdout;
  const drift = (wanted: ReturnType<typeof master>): unknown =>
    (JSON.parse(rig.install("check", wanted).stdout) as { drift: unknown }).drift;
  const refusal = (wanted: ReturnType<typeof master>): string => {
    const before = state();
    const { code, stderr } = rig.install("apply", wanted);
    expect(state()).toBe(before);
    expect(code).toBe(65);
    return stderr;
  };

  it("comes in the transaction of the rest, tested, and leaves the rest as it was", () => {
    const { code, stdout, stderr } = rig.install("apply", master({ default: ours("hel-1") }));
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toMatchObject({ restart: "reload", warnings: [] });
    expect((JSON.parse(stdout) as { changed: string[] }).changed).toContain(CONF_OF_DEFAULT);
    expect(text()).toBe(both(ours("hel-1")));
    expect(rig.run(`stat -c '%U:%G %a' ${CONF_OF_DEFAULT}`).stdout).toBe("wazuh:wazuh 660\n");
    expect(rig.run("cat /var/ossec/var/verified").stdout).toMatch(
      /^\/var\/lib\/wazuh-active-response\/scratch\/etc\/shared\/default\/agent\.conf\n$/,
    );
    expect(rig.run(`ls -A ${SHARED}/default`).stdout).toBe("agent.conf\n");
    expect(drift(master({ default: ours("hel-1") }))).toEqual([]);
  });

  it("changes alone without a restart, and not at all where nothing differs", () => {
    const pids = rig.run("cat /var/ossec/var/run/*.pid").stdout;
    const wanted = master({ default: ours() });
    expect(drift(wanted)).toEqual([
      {
        what: "agent.conf",
        detail: `our part of ${CONF_OF_DEFAULT} is edited, outdated or gone`,
      },
    ]);
    const report = JSON.parse(rig.install("apply", wanted).stdout) as unknown;
    expect(report).toMatchObject({ restart: "none", changed: [CONF_OF_DEFAULT] });
    expect(text()).toBe(both(ours()));
    expect(JSON.parse(rig.install("apply", wanted).stdout)).toMatchObject({ changed: [] });
    expect(rig.run("cat /var/ossec/var/run/*.pid").stdout).toBe(pids);
  });

  it("is put back where somebody has taken it away or edited it", () => {
    const wanted = master({ default: ours() });
    write(OWN);
    expect(drift(wanted)).toMatchObject([{ what: "agent.conf" }]);
    expect(rig.install("apply", wanted).code).toBe(0);
    write(both(ours()).replace("syslog", "json"));
    expect(drift(wanted)).toMatchObject([{ what: "agent.conf" }]);
    expect(rig.install("apply", wanted).code).toBe(0);
    expect(text()).toBe(both(ours()));
  });

  it("is refused where the group is missing", () => {
    expect(refusal(master({ default: ours(), dbs: ours() }))).toContain(
      `${SHARED}/dbs is missing: the manager has no group dbs; make it (/var/ossec/bin/agent_groups -a -g dbs) or correct logs.groups of the stack`,
    );
  });

  it("is refused where the file collects the log already, by file and line", () => {
    const theirs = `<agent_config name="db">\n  <localfile>\n    <log_format>syslog</log_format>\n    <location>${LOG}</location>\n  </localfile>\n</agent_config>\n`;
    write(both(ours()) + theirs);
    const said = `${CONF_OF_DEFAULT} line 15: a <localfile> collects ${LOG} already; remove it there, or take group default out of logs.groups`;
    expect(text().split("\n")[14]).toBe("  <localfile>");
    expect(refusal(master({ default: ours("hel-1") }))).toContain(said);
    expect(drift(master({ default: ours() }))).toEqual([{ what: "conflict", detail: said }]);
  });

  it.each([
    [
      "is no XML",
      "<agent_config>\n  <localfile>\n    <log_format>syslog</log_formt>\n  </localfile>\n</agent_config>\n",
      `(1226): Error reading XML file '${CONF_OF_DEFAULT}': XMLERR: Element 'log_formt' not closed. (line 3).`,
    ],
    [
      "has a section that Wazuh does not know",
      "<agent_config>\n\n  <localfle>\n  </localfle>\n</agent_config>\n",
      `${CONF_OF_DEFAULT} line 3: <localfle\n`,
    ],
  ])("is refused where the rest of the file %s, by file and line", (_, rest, words) => {
    write(rest);
    const said = refusal(master({ default: ours() }));
    expect(said).toContain(words);
    expect(said).toContain(
      `refused: verify-agent-conf refuses ${CONF_OF_DEFAULT} as it is, so the fault is outside our part (its output is above); nothing was changed, the manager runs as before`,
    );
  });

  it("is refused where Wazuh refuses our part itself, or cannot read the file", () => {
    write(OWN);
    expect(
      refusal(master({ default: "<agent_config>\n<global>\n</global>\n</agent_config>\n" })),
    ).toMatch(/'global'\.\n[\s\S]*refused: verify-agent-conf refuses \S+ with our part/);
    rig.run(`chown root:root ${CONF_OF_DEFAULT}; chmod 600 ${CONF_OF_DEFAULT}`);
    expect(refusal(master({ default: ours() }))).toContain(
      `${CONF_OF_DEFAULT} cannot be read by the user wazuh, so no agent gets it; run chown wazuh:wazuh and chmod 660 on it`,
    );
    rig.run(`chown wazuh:wazuh ${CONF_OF_DEFAULT}; chmod 660 ${CONF_OF_DEFAULT}`);
    write(BEGIN + OWN);
    expect(refusal(master({ default: ours() }))).toContain("are damaged or there twice");
    write(OWN);
  });

  it("goes back with everything else where the manager does not come up", () => {
    const before = state();
    rig.run("echo dies >/var/ossec/fault");
    const { code, stderr } = rig.install("apply", master({ default: ours() }, 60));
    expect([code, stderr]).toEqual([70, expect.stringContaining("the old state is back")]);
    expect(state()).toBe(before);
    expect(text()).toBe(OWN);
  });

  it("goes back where the run is killed between the renames", () => {
    const wanted = master({ default: ours() }, 60);
    const before = state();
    const wrap = `sed -i 's/^enter_phase force$/kill -9 $$/' $d/run; %s`;
    expect(rig.bare("apply", wanted, wrap).code).toBe(137);
    expect(text()).toBe(both(ours()));
    expect(rig.bare("recover", wanted).code).toBe(0);
    expect(text()).toBe(OWN);
    expect(state()).toBe(before);
  });

  it("is a file of its own where the group has none, and that file goes with it", () => {
    rig.run(`install -d -o wazuh -g wazuh -m 0770 ${SHARED}/web`);
    const wanted = master({ default: ours(), web: ours("nbg-1") });
    expect(rig.install("apply", wanted)).toMatchObject({ code: 0, stderr: "" });
    expect(rig.run(`cat ${SHARED}/web/agent.conf`).stdout).toBe(BEGIN + ours("nbg-1") + END);
    expect(rig.run(`stat -c '%U:%G %a' ${SHARED}/web/agent.conf`).stdout).toBe("wazuh:wazuh 660\n");
    expect(rig.install("apply", master({ default: ours() })).code).toBe(0);
    expect(rig.run(`ls -A ${SHARED}/web`).stdout).toBe("");
  });

  it("leaves a file byte for byte as it was, at destroy, even where the rest of it is broken", () => {
    const broken = "<agent_config>\n<oops>\n";
    write(both(ours()).replace(OWN, broken));
    expect(rig.install("remove", master({ default: ours() }))).toMatchObject({
      code: 0,
      stderr: "",
    });
    expect(text()).toBe(broken);
    expect(rig.run(`stat -c '%U:%G %a' ${CONF_OF_DEFAULT}; ls -A ${SHARED}/default`).stdout).toBe(
      "wazuh:wazuh 660\nagent.conf\n",
    );
    expect(rig.run("ls /var/lib/wazuh-active-response").code).not.toBe(0);
  });
});
