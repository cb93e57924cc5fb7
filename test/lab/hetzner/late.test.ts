import { join } from "node:path";

import type { StackInput } from "../../../policy/model/stack";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { HetznerApi } from "../../../lab/hetzner/api";
import { nowhere } from "../../../lab/hetzner/machine";
import { createNetwork, createSshKey } from "../../../lab/hetzner/others";
import { installProviders } from "../../../lab/hetzner/provider/installProviders";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";
import { slowness } from "../../slowness";
import { TWO_AGENTS } from "../twoAgents";
import { upAlone } from "../upAlone";

/** Seconds that a run may take which ends at such an error, on a busy machine; five when quiet, most of it start-up. */
const LIMIT = 30;

describe("what is wrong and found only once a server exists, on the real engine", () => {
  let lab: Lab;
  let api: HetznerApi;
  /** Address that a server gets; nothing is booted there. */
  let ipv4 = "";
  beforeAll(async () => {
    lab = await upLab({ agents: TWO_AGENTS, attacker: false });
    api = await HetznerApi.start({
      token: "the-token",
      machineOf: (order) => ({ ...nowhere(order), ipv4 }),
    });
    createSshKey(api.project, { name: "ops", public_key: lab.key.publicKey });
  }, 180_000);
  afterAll(async () => {
    await api.stop();
    await lab.down();
  });

  type Server = NonNullable<StackInput["hetzner"]>["servers"][number];
  const configOf = (server: Partial<Server>): StackInput => {
    const whole = stackConfigOf(lab);
    const made = {
      ...{ kind: "create", name: "nbg-1", type: "cx23", location: "nbg1", sshKeys: ["ops"] },
      ...server,
    } as Server;
    return {
      ...whole,
      agents: whole.agents.filter(({ name }) => name !== "nbg-1"),
      // No connection to the manager either, which would be asked for its version.
      hetzner: {
        enrolmentPassword: "open sesame",
        wazuhVersion: "4.14.7",
        tailnet: true,
        servers: [made],
      },
    };
  };
  const sessions = (): Promise<number[]> =>
    Promise.all(lab.hosts.map((host) => host.sshConnections()));
  /** What there is of ours on any host. */
  const ours = async (): Promise<string> => {
    const OURS = "/var/lib/wazuh-active-response /var/ossec/active-response/guarded-*";
    const found = await Promise.all(lab.hosts.map((host) => host.run(`ls -d ${OURS} 2>/dev/null`)));
    return found.map(({ stdout }) => stdout).join("");
  };
  /** What a run says, each sentence once, where it ended in time and brought nothing to any host. */
  const endsBy = async (
    verb: "up" | "preview",
    dir: string,
    config: StackInput,
  ): Promise<string[]> => {
    const began = Date.now();
    const said = await upAlone(dir, config, {}, verb);
    expect((Date.now() - began) / 1000).toBeLessThan(LIMIT * slowness());
    expect(await ours()).toBe("");
    // An inline program's error is told by the SDK and by the engine.
    return [...new Set(said.split(/^: /m).map((one) => one.trim()))].filter((one) => one !== "");
  };

  it("is one sentence about the server's key, in an up and in the preview after it", async () => {
    const dir = join(lab.dir, "network");
    ipv4 = lab.host("nbg-1").address;
    installProviders(dir, api);
    const { id } = createNetwork(api.project, { name: "private", ip_range: "10.7.0.0/24" });
    // As if somebody had taken it out of the network at once.
    api.pretendOnce(/attach_to_network/, { action: { id: 1, status: "success" } });
    const config = configOf({ reach: "private", networkId: id });
    const sentence =
      'hetzner.servers[0].reach: server "nbg-1" has no address in a private network; attach it to one, or leave reach out';
    const before = await sessions();
    expect(await endsBy("up", dir, config)).toEqual([sentence]);
    expect(await endsBy("preview", dir, config)).toEqual([sentence]);
    expect(await sessions()).toEqual(before);
  }, 600_000);

  it("is one finding about it where the policy is wrong with the address that it got", async () => {
    const dir = join(lab.dir, "address");
    const hel = lab.host("hel-1");
    ipv4 = hel.address;
    for (const all of [api.project.servers, api.project.firewalls]) all.splice(0);
    installProviders(dir, api);
    const finding = [
      "the policy has 1 error(s):",
      `hetzner.servers[0].host: ${hel.address} is the address of agents[0] too; two bundles would overwrite each other on one host; ` +
        "list each host once; a manager's own agent is not one of agents [host-address-twice]",
    ].join("\n");
    expect(await endsBy("up", dir, configOf({}))).toEqual([finding]);
    expect(await endsBy("preview", dir, configOf({}))).toEqual([finding]);
  }, 600_000);
});
