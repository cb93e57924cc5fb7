import { adoptionOf } from "../../../policy/ossecConf/adopt/adoption";
import { renderOssecPart } from "../../../policy/render/ossecPart";
import { BIN, bundle, CONF, Rig, script } from "../installer/rig";

const AR_CONF = "/var/ossec/etc/shared/ar.conf";
const STATE = "/var/lib/wazuh-active-response";

/** What somebody wrote by hand, years ago; a copy of the first response stands in a comment before it. */
const BY_HAND = `<!-- Wazuh - Manager -->
<ossec_config>
  <global>
    <email_notification>no</email_notification>
  </global>

  <!-- <active-response>
    <command>firewall-drop</command>
    <location>local</location>
    <rules_id>5763,5712</rules_id>
    <timeout>600</timeout>
  </active-response> -->
  <global>
    <white_list>127.0.0.1</white_list>
    <white_list>10.1.2.3/8</white_list>
  </global>

  <command>
    <name>firewall-drop</name>
    <executable>firewall-drop</executable>
    <timeout_allowed>yes</timeout_allowed>
  </command>
  <command>
    <name>notify</name>
    <executable>wazuh-slack</executable>
    <timeout_allowed>yes</timeout_allowed>
  </command>

  <active-response>
    <command>firewall-drop</command>
    <location>local</location>
    <rules_id>5763,5712</rules_id>
    <timeout>600</timeout>
  </active-response>
  <active-response>
    <command>notify</command>
    <location>server</location>
    <level>12</level>
  </active-response>
  <localfile>
    <log_format>syslog</log_format>
    <location>/var/ossec/logs/active-responses.log</location>
  </localfile>
</ossec_config>
`;

const adoption = adoptionOf(BY_HAND, "ossec.conf");
const adopting = {
  ...bundle("master", {
    files: [script("custom-isolate", "one")],
    part: renderOssecPart({
      whitelist: adoption.whitelist.map(({ value }) => value),
      responses: adoption.responses.map(({ value }) => value),
      rules: [],
    }).part,
  }),
  adopt: adoption.texts,
};

describe("a manager with a configuration written by hand", () => {
  let rig: Rig;
  const conf = (): string => rig.run(`cat ${CONF}`).stdout;
  const write = (text: string): void => {
    rig.run(`cat >${CONF}; /var/ossec/bin/wazuh-control reload`, text);
  };
  const everything = (): string =>
    rig.run(
      `cat ${CONF} ${AR_CONF}; find ${STATE} -mindepth 1 ! -name lock ! -name installer 2>/dev/null; ls -lAR --time-style=+ ${BIN} /var/ossec/etc`,
    ).stdout;

  beforeEach(async () => {
    rig = await Rig.up("master");
    write(BY_HAND);
  });
  afterEach(() => {
    rig.down();
  });

  it("gives over what the stack says, and what is loaded means the same", () => {
    const rows = rig.run(`cat ${AR_CONF}`).stdout;
    expect(rig.install("apply", adopting)).toMatchObject({
      code: 0,
      stderr:
        "wazuh: adopted 4 text(s) of /var/ossec/etc/ossec.conf; all 6 facts that analysisd had loaded are loaded as before, 0 more are new\n",
    });
    expect(rig.run(`cat ${AR_CONF}`).stdout).toBe(rows);
    const after = conf();
    const rest = after.slice(after.indexOf("<!-- wazuh-active-response: end -->\n"));
    expect(rest).not.toContain("white_list");
    expect(rest).not.toContain("<name>notify");
    // The comment that holds a copy of a block is left; the block behind it is gone.
    expect(rest.match(/<active-response>/g)).toHaveLength(1);
    expect(rest).toContain("  <!-- <active-response>\n");
    expect(rest).toContain("<name>firewall-drop</name>");
    expect(JSON.parse(rig.install("check", adopting).stdout)).toMatchObject({ drift: [] });

    // A second run has nothing to do, with the texts still in the stack or without them.
    for (const again of [adopting, { ...adopting, adopt: undefined }]) {
      const { code, stdout, stderr } = rig.install("apply", again as typeof adopting);
      expect([code, stderr, (JSON.parse(stdout) as { changed: unknown }).changed]).toEqual([
        0,
        "",
        [],
      ]);
    }
    expect(conf()).toBe(after);

    expect(rig.install("remove", adopting).code).toBe(0);
    expect(conf()).toBe(BY_HAND);
    expect(rig.run(`cat ${AR_CONF}`).stdout).toBe(rows);
    expect(rig.run(`test -e ${STATE}`).code).toBe(1);
  });

  it("gets its texts back in a root of their own where somebody has edited the rest since", () => {
    expect(rig.install("apply", adopting).code).toBe(0);
    rig.run(`sed -i 's/email_notification>no/email_notification>yes/' ${CONF}`);
    expect(rig.install("remove", adopting).code).toBe(0);
    const back = adoptionOf(conf(), "ossec.conf");
    expect(back.responses.map(({ value }) => value)).toEqual(
      adoption.responses.map(({ value }) => value),
    );
    expect(back.whitelist.map(({ value }) => value.address)).toEqual(["127.0.0.1", "10.0.0.0/8"]);
    expect(conf()).toContain("email_notification>yes");
  });

  it.each([
    [
      "a response fewer",
      /<active-response>(?:(?!<active-response>).)*<\/active-response>\n(?=<\/ossec_config>)/s,
      "response command notify",
    ],
    ["an address fewer", / *<white_list>127\.0\.0\.1<\/white_list>\n/, "address 127.0.0.1/32"],
    ["another timeout", /<timeout>600</, "response command firewall-drop"],
  ])("is as it was where our part has %s", (_what, cut, lost) => {
    const before = everything();
    const other = {
      ...adopting,
      part: (adopting.part ?? "").replace(cut, (text) =>
        text.replace(/^.*$/s, text.startsWith("<timeout") ? "<timeout>900<" : ""),
      ),
    };
    expect(other.part).not.toBe(adopting.part);
    const { code, stderr } = rig.install("apply", other);
    expect(stderr).toContain(`to adopt would change what is loaded. No longer loaded: ${lost}`);
    expect(stderr).toContain("the old state is back and the manager runs with it");
    expect(code).toBe(70);
    expect(everything()).toBe(before);
  });

  it("is refused when a text was edited since the stack was written", () => {
    write(BY_HAND.replace(/600(?=<\/timeout>\n {2}<\/active-response>\n {2}<active)/, "601"));
    const before = everything();
    const { code, stderr } = rig.install("apply", adopting);
    expect(stderr).toMatch(
      /does not contain this text, which the stack wants to adopt: <active-response> <command>firewall-drop/,
    );
    expect(stderr).toContain("run active-response adopt again; nothing was changed");
    expect(code).toBe(65);
    expect(everything()).toBe(before);
  });

  it.each(["swapping", "force"])("killed while %s goes back to all that it was", (at) => {
    const before = everything();
    const { code } = rig.bare(
      "apply",
      adopting,
      `sed -i 's/^enter_phase ${at}$/enter_phase ${at}; kill -9 $$/' $d/run; %s`,
    );
    expect(code).not.toBe(0);
    expect(rig.bare("recover", adopting).code).toBe(0);
    expect(everything()).toBe(before);
    expect(rig.install("apply", adopting).code).toBe(0);
  });
});
