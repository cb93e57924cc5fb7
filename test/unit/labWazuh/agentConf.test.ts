import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { sharedIn, sumOfShared, takeShared } from "../../../lab/wazuh/agent/shared";
import { verifyAgentConf } from "../../../lab/wazuh/tools/verifyAgentConf";

const localfile = (inner: string): string =>
  `<agent_config><localfile>${inner}</localfile></agent_config>`;
const FORMAT = "<log_format>syslog</log_format>";
const PLACE = "<location>/a</location>";

describe("verify-agent-conf -f of the lab ends and speaks as the real one of 4.14 was seen to", () => {
  let home: string;
  let file: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "home-"));
    mkdirSync(join(home, "logs"));
    file = join(home, "agent.conf");
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
  });

  const said = (text: string): readonly [code: number, ...words: string[]] => {
    writeFileSync(file, text);
    const { code, output } = verifyAgentConf(home, ["-f", file]);
    const words = output.trimEnd().split("\n");
    const bare = words.map((line) => line.replace(/^\S+ \S+ verify-agent-conf: ERROR: /, ""));
    return [code, ...bare.map((line) => line.replaceAll(file, "FILE"))];
  };
  const at = "(1202): Configuration error at 'FILE'.";
  const corrupted = (part: string): string =>
    `(1207): ${part} remote configuration in 'FILE' is corrupted.`;

  it.each([
    [
      "a part of ours",
      `<agent_config os="Linux" name="^a$|^b$">\n<localfile>${FORMAT}${PLACE}</localfile>\n</agent_config>\n`,
    ],
    ["nothing", ""],
    ["text alone", "hello"],
    ["roots without sections", '<agent_config /><agent_config name="a" />'],
    [
      "what only a manager reads",
      "<agent_config><active-response><disabled>yes</disabled></active-response></agent_config>",
    ],
  ])("takes %s", (_, text) => {
    expect(said(text)).toEqual([0, "verify-agent-conf: OK"]);
  });

  it("takes an attribute that it does not know, and says an error", () => {
    expect(said('<agent_config foo="x"></agent_config>')).toEqual([
      0,
      "(1233): Invalid attribute 'foo' in the configuration: 'FILE'.",
      "verify-agent-conf: OK",
    ]);
  });

  it.each([
    [
      "an element that is not closed",
      "<agent_config>\n<localfile>\n<location>/a</locatio>\n</localfile></agent_config>",
      [
        "(1226): Error reading XML file 'FILE': XMLERR: Element 'location' not closed. (line 3).",
        corrupted("Syscheck"),
      ],
    ],
    [
      "another root",
      `<ossec_config><localfile>${FORMAT}</localfile></ossec_config>`,
      ["(1230): Invalid element in the configuration: 'ossec_config'.", corrupted("Syscheck")],
    ],
    [
      "a section that it does not know",
      "<agent_config><localfle>x</localfle></agent_config>",
      ["(1230): Invalid element in the configuration: 'localfle'.", at, corrupted("Syscheck")],
    ],
    [
      "an empty localfile",
      "<agent_config><localfile /></agent_config>",
      ["(1230): Invalid element in the configuration: 'localfile'.", at, corrupted("Syscheck")],
    ],
    [
      "another format",
      localfile(`<log_format>sylog</log_format>${PLACE}`),
      ["(1235): Invalid value for element 'log_format': sylog.", at, corrupted("Localfile")],
    ],
    [
      "no location",
      localfile(FORMAT),
      ["(1902): Missing 'location' element.", at, corrupted("Localfile")],
    ],
    [
      "an element of localfile that it does not know",
      localfile("<foo>x</foo>"),
      ["(1230): Invalid element in the configuration: 'foo'.", at, corrupted("Localfile")],
    ],
    [
      "a server",
      "<agent_config><client><server><address>a</address></server></client></agent_config>",
      ["(1230): Invalid element in the configuration: 'server'.", at, corrupted("Client")],
    ],
  ])("refuses %s", (_, text, words) => {
    expect(said(text)).toEqual([1, ...words]);
    expect(readFileSync(join(home, "logs", "ossec.log"), "utf8")).toContain(words[0]?.slice(0, 6));
  });

  it("refuses a file that is not there", () => {
    const { code, output } = verifyAgentConf(home, ["-f", "/nowhere"]);
    expect([code, output.trimEnd()]).toEqual([
      1,
      expect.stringMatching(/ERROR: \[\/nowhere\] is not a valid file\.$/),
    ]);
  });
});

describe("what a manager of the lab shares with an agent", () => {
  it("is ar.conf and the group's agent.conf, arrives whole, and is gone where the manager has none", () => {
    const folder = mkdtempSync(join(tmpdir(), "shared-"));
    const agent = mkdtempSync(join(tmpdir(), "shared-"));
    expect(sharedIn(folder, "default")).toBeUndefined();
    writeFileSync(join(folder, "ar.conf"), "row\n");
    expect(sharedIn(folder, "default")).toEqual({ arConf: "row\n", agentConf: "" });
    mkdirSync(join(folder, "default"));
    writeFileSync(join(folder, "default", "agent.conf"), "<agent_config>\n");
    const shared = sharedIn(folder, "default") ?? { arConf: "", agentConf: "" };
    takeShared(agent, shared);
    const have = sharedIn(agent) ?? { arConf: "", agentConf: "" };
    expect(have).toEqual({ arConf: "row\n", agentConf: "<agent_config>\n" });
    expect(sumOfShared(have)).toBe(sumOfShared(shared));
    takeShared(agent, { ...shared, agentConf: "" });
    expect(sharedIn(agent)).toEqual({ arConf: "row\n", agentConf: "" });
    rmSync(folder, { recursive: true });
    rmSync(agent, { recursive: true });
  });
});
