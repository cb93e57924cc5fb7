import * as pulumi from "@pulumi/pulumi";

import { type Recording, type StandIn } from "./recorded";
import { bundle, COMMAND, commands, REPORT, run, type Config } from "./runProgram";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa";

const shared: Config = {
  ssh: { privateKey: "a key" },
  manager: { name: "wazuh", host: "10.0.0.2", hostKey: KEY, location: "hel1" },
  workers: [{ name: "worker-1", host: "10.0.0.3", hostKey: KEY }],
  responses: [
    { kind: "block-ip", rules: [5763, 5712], timeout: "1h" },
    { kind: "kill-process", rules: [100050], processes: ["xmrig"], on: { locations: ["hel1"] } },
  ],
};
const whitelist = { common: [{ address: "100.64.0.0/10", name: "headscale" }] };
const agent = (name: string, location: string, host: string): Config => ({
  name,
  location,
  host,
  hostKey: KEY,
});
const hel = [agent("hel-1", "hel1", "10.0.0.11"), agent("hel-2", "hel1", "10.0.0.12")];
const nbg = [agent("nbg-1", "nbg1", "10.0.1.11"), agent("nbg-2", "nbg1", "10.0.1.12")];

const MANAGER = "golemtrust/wazuh-active-response/prod-manager";
const stackOf = (location: string): string => `golemtrust/wazuh-active-response/prod-${location}`;
const locations = { hel1: stackOf("hel1"), nbg1: stackOf("nbg1") };

const whole: Config = { ...shared, whitelist, agents: [...hel, ...nbg] };
const manager: Config = {
  ...shared,
  whitelist,
  agents: [],
  stack: { role: "manager", locations },
};
const location = (agents: Config[]): Config => ({
  ...shared,
  agents,
  stack: { role: "location", managerStack: MANAGER },
});

type Outputs = Record<string, unknown>;

/** Stands in for the hosts and for what the other stacks left in their outputs. */
const others = (stacks: Readonly<Record<string, Outputs>>): StandIn => ({
  outputs: (type, name) => {
    if (type === COMMAND) return { stdout: REPORT };
    if (type === "pulumi:pulumi:StackReference")
      return { outputs: stacks[name] ?? {}, secretOutputNames: [] };
    return {};
  },
});

/** Every stack in its turn until nothing changes any more: the manager, the locations, and both again. */
async function rollOut(): Promise<Record<string, Recording>> {
  const outputs: Record<string, Outputs> = {};
  const recordings: Record<string, Recording> = {};
  const stacks: Record<string, Config> = {
    [MANAGER]: manager,
    [locations.hel1]: location(hel),
    [locations.nbg1]: location(nbg),
  };
  for (let turn = 0; turn < 2; turn++) {
    for (const [stack, config] of Object.entries(stacks)) {
      const ran = await run(config, others(outputs));
      outputs[stack] = ran.outputs;
      recordings[stack] = ran.recording;
    }
  }
  return recordings;
}

const warnings: string[] = [];
beforeEach(() => {
  warnings.length = 0;
  jest.spyOn(pulumi.log, "info").mockResolvedValue();
  jest.spyOn(pulumi.log, "warn").mockImplementation((...args) => {
    warnings.push(args[0]);
    return Promise.resolve();
  });
});

describe("one stack, or one for the manager and one a location", () => {
  it("gives every host the same bundle, byte for byte", async () => {
    const { recording } = await run(whole, others({}));
    const parts = await rollOut();
    const split: Readonly<Record<string, string>> = {
      "manager-wazuh": MANAGER,
      "manager-worker-1": MANAGER,
      "hel-1": locations.hel1,
      "hel-2": locations.hel1,
      "nbg-1": locations.nbg1,
      "nbg-2": locations.nbg1,
    };
    for (const [host, stack] of Object.entries(split)) {
      const part = parts[stack];
      if (!part) throw new Error(`stack ${stack} did not run`);
      expect(bundle(part, host)).toEqual(bundle(recording, host));
    }
    expect(
      bundle(recording, "nbg-2").files["/var/ossec/active-response/guarded-block-ip.nft"]?.content,
    ).toContain("  10.0.0.11, #");
  });

  it("rolls out its own hosts in each stack, and no other", async () => {
    const parts = await rollOut();
    const applied = (stack: string): string[] =>
      commands(parts[stack] ?? { resources: [], calls: [], placed: [], transformations: [] })
        .filter((name) => name.endsWith("-apply"))
        .sort();
    expect(applied(MANAGER)).toEqual(["manager-wazuh-apply", "manager-worker-1-apply"]);
    expect(applied(locations.hel1)).toEqual(["hel-1-apply", "hel-2-apply"]);
    expect(applied(locations.nbg1)).toEqual(["nbg-1-apply", "nbg-2-apply"]);
  });
});

describe("the order between stacks", () => {
  const current = async (config: Config): Promise<Outputs> =>
    (await run(config, others({ [MANAGER]: await managerOutputs() }))).outputs;
  const managerOutputs = async (): Promise<Outputs> => (await run(manager, others({}))).outputs;

  it("stops the manager where a location has another policy: scripts go first", async () => {
    const hel1 = { ...(await current(location(hel))), policyDigest: "0123456789ab" };
    await expect(run(manager, others({ [locations.hel1]: hel1 }))).rejects.toThrow(
      /^up waits for other stacks; the stack configuration has 1 problem\(s\):\nstack\.locations: golemtrust\/wazuh-active-response\/prod-hel1 \(policy 0123456789ab\) has not rolled out this policy \([0-9a-f]{12}\), so its agents lack scripts that the manager would name; run pulumi up --stack golemtrust\/wazuh-active-response\/prod-hel1 first, then here again \[location-behind\]$/,
    );
    const { recording } = await run(manager, others({ [locations.hel1]: hel1 }), true);
    expect(warnings.filter((text) => text.includes("[location-behind]"))).toHaveLength(1);
    expect(commands(recording)).toContain("manager-wazuh-apply");
  });

  it("stops a location before the manager's stack was there: it has no white list", async () => {
    await expect(run(location(hel), others({}))).rejects.toThrow(
      "was never rolled out, so there is no white list yet",
    );
  });

  it("names a stack whose outputs are not of this program", async () => {
    await expect(run(location(hel), others({ [MANAGER]: { policyDigest: 5 } }))).rejects.toThrow(
      `stack ${MANAGER}: its output "policyDigest" is not as this program writes it`,
    );
  });
});
