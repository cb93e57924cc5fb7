import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ApiError } from "../../../cli/lib/api/apiError";
import type { Answer } from "../../../cli/lib/api/transport";
import { WazuhApi, type AgentIds } from "../../../cli/lib/api/wazuhApi";
import { getconfigOfExecd } from "../../../lab/wazuh/execd/com";
import { parseAgentList } from "../../../ssh/agentList";
import { askProgram } from "../../../policy/bundle/installer";
import { SCRIPTS } from "../../../policy/render/scriptFolder";
import { recordedApi, recordedGetconfig, recordedLoaded } from "../../real/records";

// What the real daemons of 4.14.7 answered, read by what reads it in earnest.

describe("execd's answer to getconfig", () => {
  it("is the stand-in's, to the blank", () => {
    expect(getconfigOfExecd("getconfig active-response", [])).toBe(
      recordedGetconfig("active-response"),
    );
    expect(getconfigOfExecd("getconfig client", [])).toBe(recordedGetconfig("client"));
  });
});

describe("what analysisd has loaded", () => {
  const dir = mkdtempSync(join(tmpdir(), "loaded-"));
  const notLoaded = (part: string): string => {
    writeFileSync(join(dir, "answers"), recordedLoaded());
    const etc = join(dir, "etc");
    execFileSync("mkdir", ["-p", etc]);
    // The stock commands and addresses are the rest of the file.
    const stock = [
      "disable-account",
      "restart-wazuh",
      "host-deny",
      "route-null",
      "win_route-null",
      "netsh",
    ];
    const addresses = ["127.0.0.1", "10.255.255.53", "localhost.localdomain"];
    writeFileSync(
      join(etc, "ossec.conf"),
      `BEGIN\n<ossec_config>${part}</ossec_config>\nEND\n<ossec_config>${[...stock, "firewall-drop"].map((name) => `<command><name>${name}</name></command>`).join("")}<global>${addresses.map((one) => `<white_list>${one}</white_list>`).join("")}</global></ossec_config>`,
    );
    writeFileSync(join(dir, "run"), askProgram("manager"));
    return execFileSync(
      "sh",
      [
        "-c",
        `set -- apply "$WORK"; . ${join(SCRIPTS, "host/common/10-core.sh")}; . ${join(SCRIPTS, "host/manager/65-loaded.sh")}; home=$work part_begin=BEGIN part_end=END; ask_loaded() { cat "$work/answers"; }; not_loaded`,
      ],
      {
        encoding: "utf8",
        env: { ...process.env, WORK: dir },
      },
    );
  };
  const ADDRESSES = ["100.64.0.0/10", "127.0.0.1", "10.66.0.1", "10.66.0.11", "10.66.0.10"];
  const PART = `<global>${ADDRESSES.map((one) => `<white_list>${one}</white_list>\n`).join("")}</global>
<command>
  <name>firewall-drop</name><executable>block-ip</executable></command>
<command>
  <name>firewall-drop6</name><executable>firewall-drop</executable></command>
<command>
  <name>kill-malicious-process</name><executable>kill-malicious-process.sh</executable></command>
<active-response><command>firewall-drop</command><location>local</location><rules_id>5712,5763</rules_id><timeout>660</timeout></active-response>
<active-response><command>firewall-drop6</command><location>local</location><timeout>60</timeout></active-response>
<active-response><command>kill-malicious-process</command><location>local</location><rules_id>100050</rules_id></active-response>
`;

  it("is our part where it says the same", () => {
    expect(notLoaded(PART)).toBe("");
  });

  it("differs by what our part says otherwise", () => {
    expect(notLoaded(PART.replace("<timeout>660", "<timeout>661"))).toBe(
      "not loaded: response firewall-drop, rules 5712,5763, groups -, level 0, timeout 661, at REMOTE_AGENT\nloaded, but not in the file: response firewall-drop, rules 5712,5763, groups -, level 0, timeout 660, at REMOTE_AGENT\n",
    );
  });
});

describe("the API's answers", () => {
  const recorded = (request: string): Answer => {
    const found = recordedApi().find((one) => one.request.includes(request));
    if (!found) throw new Error(`api.txt has no ${request}`);
    return { status: found.status, body: found.body };
  };
  const api = (request: string): WazuhApi =>
    new WazuhApi(
      ({ path }) =>
        Promise.resolve(
          path.startsWith("/security/")
            ? { status: 200, body: '{"data":{"token":"t"}}' }
            : recorded(request),
        ),
      { user: "u", password: "p" },
    );
  const send = (request: string, ...agents: AgentIds): Promise<unknown> =>
    api(request)
      .send(agents, { command: "!x", alert: {} })
      .catch((error: unknown) => error);

  it("name the agents that are registered, without the manager's own", async () => {
    expect(await api("/agents?select").agents()).toEqual([
      { id: "001", ip: "10.66.0.11", version: "Wazuh v4.14.7", name: "agt", status: "active" },
    ]);
  });

  it("tell sent from not sent, and why", async () => {
    expect(await send('agents_list=001 -d {"command":"!nosuch"', "001")).toBeUndefined();
    const gone = await send("agents_list=099", "099");
    expect(gone).toBeInstanceOf(ApiError);
    expect((gone as Error).message).toContain("agent 099");
    const unknown = await send('agents_list=001 -d {"command":"nosuch"', "001");
    expect((unknown as Error).message).toContain("agent 001");
    const field = await send('agents_list=001 -d {"command":"!x","foo":1}', "001");
    expect((field as Error).message).toContain("Invalid field found {'foo'}");
    // Error 0, and nothing was sent: the manager's own 000.
    const nobody = await send("agents_list=000", "001");
    expect((nobody as Error).message).toContain("agent 001");
  });
});

it("agent_control's list names the agents, without the manager's own", () => {
  expect(
    parseAgentList(readFileSync(join(__dirname, "../../real/agent_control-l.txt"), "utf8")),
  ).toEqual([{ id: "001", name: "agt", ip: "any", status: "active" }]);
});

it("the records are whole", () => {
  expect(recordedApi()).toHaveLength(10);
  expect(
    readFileSync(join(__dirname, "../../real/api.txt"), "utf8").match(/^HTTP 401$/gm),
  ).toHaveLength(2);
});
