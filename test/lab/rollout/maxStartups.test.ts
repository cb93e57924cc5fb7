import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { runOnHosts } from "../../../cli/lib/runOnHosts";
import type { StackInput } from "../../../policy/model/stack";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import type { Deployment } from "../../../lab/demo/deployment";
import { deployment } from "../../../lab/deploy";
import { upLab } from "../../../lab/lab";
import type { Lab, LabHost } from "../../../lab/labTypes";

const SSHD_CONFIG = "/etc/ssh/lab_sshd_config";

/**
 * Makes a host's sshd drop whoever comes when so many have not logged in yet, and be full: strangers hold that many places,
 * until it has dropped somebody.
 * @returns fulfilled once they have gone; never, where nobody was dropped.
 */
async function full(host: LabHost, places: number): Promise<{ dropped: Promise<void> }> {
  await host.stopSsh();
  const { code } = await host.run(
    `sed -i '/MaxStartups/d' ${SSHD_CONFIG} && echo 'MaxStartups ${places}:100:${places + 2}' >>${SSHD_CONFIG}`,
  );
  expect(code).toBe(0);
  await host.startSsh();
  const said = async (): Promise<number> => (await host.log()).split("MaxStartups").length;
  const before = await said();
  const strangers = await Promise.all(
    Array.from({ length: places }, async () => {
      const socket = connect({ host: host.address, port: 22 }).on("error", () => undefined);
      await once(socket, "data");
      return socket;
    }),
  );
  const dropped = async (): Promise<void> => {
    while ((await said()) === before) await wait(50);
    for (const socket of strangers) socket.destroy();
  };
  return { dropped: dropped() };
}

describe("hosts whose sshd drops connections beyond MaxStartups", () => {
  let lab: Lab;
  let stack: Deployment;
  let bastion: LabHost;

  beforeAll(async () => {
    lab = await upLab({ agentCount: 12, daemons: "managers", attacker: false });
    // One of the lab's hosts is the bastion, so that the others can be reached without it too.
    bastion = lab.host("agent-012");
    stack = await deployment(join(lab.dir, "stack"), {}, { say: () => undefined, parallel: 40 });
  }, 180_000);
  afterAll(() => lab.down());

  const configOf = (through: LabHost | undefined, timeout: string): StackInput => {
    const whole = stackConfigOf(lab);
    const { address, port, hostKey } = bastion;
    return {
      ...whole,
      ssh: {
        user: "root",
        privateKeyFile: lab.key.privateKeyFile,
        ...(through && { proxy: { host: address, port, hostKey } }),
      },
      agents: whole.agents.filter(({ name }) => name !== bastion.name),
      responses: [{ kind: "block-ip", rules: [5763, 5712], timeout }],
      rollout: { parallel: 40 },
    };
  };

  it("are rolled out to through such a bastion, with more side by side than it takes", async () => {
    const { dropped } = await full(bastion, 3);
    const config = configOf(bastion, "1h");
    await stack.configure(config);
    await Promise.all([stack.up(), dropped]);
    const done = Object.keys(await stack.reported());
    expect(done.sort()).toEqual(["wazuh", ...config.agents.map(({ name }) => name)].sort());
  }, 180_000);

  it("answer the operator's verbs through it too", async () => {
    const { dropped } = await full(bastion, 3);
    const { ssh, agents, manager } = configOf(bastion, "1h");
    const [answers] = await Promise.all([runOnHosts(ssh, [manager, ...agents], "true"), dropped]);
    expect(answers.filter(({ ok }) => !ok)).toEqual([]);
    expect(answers).toHaveLength(12);
  }, 180_000);

  it("are tried again where one drops the rollout's own connection", async () => {
    const host = lab.host("agent-001");
    const { dropped } = await full(host, 1);
    const before = await host.sshConnections();
    await stack.configure(configOf(undefined, "2h"));
    await Promise.all([stack.up(), dropped]);
    expect(await host.sshConnections()).toBeGreaterThan(before);
  }, 180_000);
});
