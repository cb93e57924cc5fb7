import { join } from "node:path";

import type { StackInput } from "../../../policy/model/stack";
import type { Deployment } from "../../../lab/demo/deployment";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { deployment } from "../../../lab/deploy";
import { hasReloaded } from "../../../lab/hasReloaded";
import { upLab } from "../../../lab/lab";
import type { Lab, LabHost } from "../../../lab/labTypes";
import { agentConfPart } from "../../../policy/services/logCollection/agentConf";
import { upAlone } from "../upAlone";
import { until } from "../wazuh/until";
import { TWO_AGENTS } from "../twoAgents";

const CONF_OF_GROUP = "/var/ossec/etc/shared/default/agent.conf";
const SHARED = "/var/ossec/etc/shared/agent.conf";
const STOCK = "<agent_config>\n\n  <!-- Shared agent configuration here -->\n\n</agent_config>\n";
const RESPONSES: StackInput["responses"] = [{ kind: "block-ip", rules: [5763], timeout: "1h" }];

describe("an agent whose ossec.conf does not collect the log", () => {
  let lab: Lab;
  let stack: Deployment;
  let folder: string;
  const agent = (name: string): LabHost => lab.host(name);
  const configured = (...agents: string[]): StackInput =>
    stackConfigOf(lab, {
      responses: RESPONSES,
      ...(agents.length > 0 && { logs: { groups: [{ name: "default", agents }] } }),
    });
  /** Waits until every agent has what the manager shares now, and reads it. */
  const settled = async (): Promise<void> => {
    for (const one of lab.agents) await until(() => hasReloaded(one, lab.master), Boolean);
  };
  const blocked = async (): Promise<readonly string[]> =>
    (await lab.master.alerts())
      .filter(({ rule }) => rule.id === "651")
      .map(({ agent: { name } }) => name);

  beforeAll(async () => {
    lab = await upLab({
      agents: TWO_AGENTS,
      attacker: false,
    });
    // As an ossec.conf that somebody wrote by hand.
    const cut =
      "perl -0777 -pi -e 's!  <localfile>\\s*<log_format>syslog</log_format>\\s*<location>/var/ossec/logs/active-responses.log</location>\\s*</localfile>\\n!!' /var/ossec/etc/ossec.conf && /var/ossec/bin/wazuh-control reload >/dev/null 2>&1";
    const { code, stderr } = await agent("hel-1").run(cut);
    if (code !== 0) throw new Error(stderr);
    folder = join(lab.dir, "stack");
    stack = await deployment(folder, configured(), { say: () => undefined });
  }, 180_000);
  afterAll(() => lab.down());

  it("is named by its first apply, and what it does reaches no alert", async () => {
    expect(await agent("hel-1").read("/var/ossec/etc/ossec.conf")).not.toContain(
      "active-responses",
    );
    const { stdout } = await stack.up();
    // The engine prints it as it comes, and once more at the end.
    const warned = new Set(stdout.match(/\S+: \S+ is not collected by any <localfile>/g));
    expect([...warned]).toEqual([
      "hel-1: /var/ossec/logs/active-responses.log is not collected by any <localfile>",
    ]);
    await settled();
    await agent("hel-1").failedLogins({ from: "203.0.113.66", count: 8 });
    await agent("nbg-1").failedLogins({ from: "203.0.113.67", count: 8 });
    await until(blocked, (names) => names.length > 0);
    await until(
      () => agent("hel-1").read("/var/ossec/logs/active-responses.log"),
      (text) => text.includes('"203.0.113.66"'),
    );
    expect(await blocked()).toEqual(["nbg-1"]);
  }, 180_000);

  it("gets it by its group, and its lines reach the manager; no other agent reads the file twice", async () => {
    await stack.configure(configured("hel-1"));
    await stack.up();
    expect(await lab.master.read(CONF_OF_GROUP)).toContain(
      agentConfPart({ name: "default", agents: ["hel-1"] }),
    );
    await settled();
    await agent("hel-1").failedLogins({ from: "198.51.100.23", count: 8 });
    await until(blocked, (names) => names.includes("hel-1"));
    for (const one of lab.agents)
      expect(await one.read("/var/ossec/logs/ossec.log")).not.toContain("(1958)");
  }, 180_000);

  it("keeps it where the rest of agent.conf is broken: refused by file and line, nothing changes", async () => {
    const before = await lab.master.read(CONF_OF_GROUP);
    const lines = before.split("\n").length;
    await lab.master.run(`cat >>${CONF_OF_GROUP}`, {
      input:
        '<agent_config>\n  <labels>\n    <label key="x">y</labl>\n  </labels>\n</agent_config>\n',
    });
    const broken = await lab.master.read(CONF_OF_GROUP);
    const restarts = await lab.master.run("cat /var/ossec/var/run/*.pid");
    const failed = await upAlone(folder, configured("hel-1", "nbg-1"));
    expect(failed).toContain(
      `Error reading XML file '${CONF_OF_GROUP}': XMLERR: Element 'label' not closed. (line ${lines + 2}).`,
    );
    expect(failed).toContain("so the fault is outside our part");
    expect(await lab.master.read(CONF_OF_GROUP)).toBe(broken);
    expect(await lab.master.run("cat /var/ossec/var/run/*.pid")).toEqual(restarts);
    await lab.master.run(`cat >${CONF_OF_GROUP}`, { input: before });
  }, 180_000);

  it("loses it when the stack no longer says so, or is destroyed: the file is what it was", async () => {
    await stack.configure(configured());
    await stack.up();
    expect(await lab.master.read(CONF_OF_GROUP)).toBe(STOCK);
    await settled();
    expect(await agent("hel-1").read(SHARED)).toBe(STOCK);
    await stack.configure(configured("nbg-1"));
    await stack.up();
    expect(await lab.master.read(CONF_OF_GROUP)).toContain("^nbg-1$");
    await stack.destroy();
    expect(await lab.master.read(CONF_OF_GROUP)).toBe(STOCK);
  }, 180_000);
});
