import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { writeActiveAgents } from "../../../lab/wazuh/agent/agents";
import { STOCK_AR_CONF } from "../../../lab/wazuh/config/activeResponse";
import { agentControl } from "../../../lab/wazuh/tools/agentControl";
import { verifyAgentConf } from "../../../lab/wazuh/tools/verifyAgentConf";
import { AGENT_CONFS, TOOLS_CONTRACT, type ToolClause } from "../../real/toolsContract";

const folder = mkdtempSync(join(tmpdir(), "tools-contract-"));
const home = join(folder, "home");
beforeAll(() => {
  for (const [name, text] of Object.entries(AGENT_CONFS)) writeFileSync(join(folder, name), text);
  for (const part of ["etc/shared", "logs", "queue/db"])
    mkdirSync(join(home, part), { recursive: true });
  writeFileSync(join(home, "etc/ossec.conf"), "<ossec_config></ossec_config>\n");
  writeFileSync(join(home, "etc/client.keys"), "001 agent any key\n");
  writeFileSync(join(home, "etc/shared/ar.conf"), STOCK_AR_CONF);
  writeActiveAgents(home, [{ id: "001", name: "agent", ip: "192.0.2.1" }]);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

type Run = (
  tool: ToolClause["tool"],
  argv: readonly string[],
) => Promise<{ code: number; output: string }>;

const standIn: Run = (tool, argv) =>
  tool === "agent_control"
    ? agentControl(home, argv)
    : Promise.resolve(verifyAgentConf(home, argv));

/** `WAZUH_MANAGER`: the home of a manager that runs, with stock responses and one agent, 001, that is connected. */
const HOME = process.env.WAZUH_MANAGER ?? "";

const real: Run = (tool, argv) => {
  const { status, stdout, stderr, error } = spawnSync(join(HOME, "bin", tool), argv, {
    encoding: "utf8",
  });
  if (error) throw error;
  // Where it refuses, verify-agent-conf ends its standard output with an empty line; the words are in the other.
  return Promise.resolve({ code: status ?? -1, output: stderr === "" ? stdout : stderr });
};

const ALL: readonly (readonly [string, Run])[] = [
  ["the stand-ins of tools", standIn],
  ...(HOME === "" ? [] : ([["the real tools", real]] as const)),
];

/** Without usage, times and the names of hosts. */
const plain = (output: string): string =>
  output
    .replace(/\n\nWazuh agent_control: Control remote agents\.[^]*/, "\n")
    .replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /gm, "")
    .replace(/Name: \S+ \(server\)/, "Name: MANAGER (server)")
    .replace(/(ID: 001, Name: )\S+,/, "$1AGENT,")
    .replaceAll(folder, "FOLDER");

describe.each(ALL)("%s", (_name, run) => {
  it.each(TOOLS_CONTRACT)("$tool $argv ($source)", async ({ tool, argv, code, prints }) => {
    const told = argv.map((word) => word.replace("FOLDER", folder));
    const { code: ended, output } = await run(tool, told);
    expect([ended, plain(output)]).toEqual([code, prints]);
  });
});
