import * as pulumi from "@pulumi/pulumi";

import { sshAddressOf } from "../../../components/sshAddress";
import { HetznerAgent } from "../../../components/hetznerAgent";
import { serverNeeds } from "../../../policy/cloudInit/serverNeeds";
import { policyOf } from "../../../policy/model/parsePolicy";
import type { CreatedServer, HetznerSource } from "../../../components/hetznerSource";
import { bare, isSecret, record, settled, valueOf, type Recording, type StandIn } from "./recorded";

const AGENT = "wazuh-active-response:index:HetznerAgent";
const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa";
const ssh = { user: "ops", privateKey: "the operator's key" };

const address: HetznerSource = {
  kind: "address",
  host: "gitlab.golemtrust.am",
  hostKey: KEY,
  location: "hel1",
};
const existing: HetznerSource = { kind: "existing", selector: "role=gitlab", hostKey: KEY };
const create: CreatedServer = {
  kind: "create",
  type: "cx23",
  location: "nbg1",
  sshKeys: ["ops"],
  labels: { role: "runner" },
  firewallIds: [7],
  networkId: 4711,
  setUp: {
    manager: "10.0.0.2",
    wazuhVersion: "4.14.7",
    enrolmentPassword: "open sesame",
    packages: ["nftables"],
    audit: true,
  },
};

const cloud: StandIn = {
  outputs: (type) => {
    if (type === "tls:index/privateKey:PrivateKey")
      return { privateKeyOpenssh: "-----BEGIN\nkey\n-----END\n", publicKeyOpenssh: `${KEY}\n` };
    if (type === "hcloud:index/server:Server")
      return {
        ipv4Address: "203.0.113.5",
        ipv6Address: "2001:db8::1",
        networks: [{ networkId: 4711, ip: "10.0.0.5" }],
      };
    return {};
  },
  answer: () => ({
    id: 12,
    name: "gitlab",
    ipv4Address: "203.0.113.9",
    ipv6Address: "2001:db8:9::1",
    networks: [{ ip: "10.0.0.9" }],
    location: "hel1",
    labels: { role: "gitlab" },
    deleteProtection: true,
  }),
};

async function make(
  name: string,
  source: HetznerSource,
  standIn: StandIn = cloud,
  preview = false,
): Promise<{ agent: HetznerAgent; recording: Recording }> {
  const recording = await record(standIn, preview);
  const { transformations } = recording;
  const agent = new HetznerAgent(name, { source, ssh }, { transformations });
  await settled();
  return { agent, recording };
}

const summary = ({ resources }: Recording): string[][] =>
  resources.map(({ type, name }) => [type, name]);

describe("HetznerAgent at a plain address", () => {
  it("asks nobody and makes nothing", async () => {
    const { agent, recording } = await make("gitlab", address);
    expect(summary(recording)).toEqual([[AGENT, "gitlab"]]);
    expect(recording.calls).toEqual([]);
    expect(await valueOf(agent.host)).toEqual({
      name: "gitlab",
      role: "agent",
      address: "gitlab.golemtrust.am",
      location: "hel1",
    });
    expect([agent.made, agent.serverId]).toEqual([undefined, undefined]);
  });

  it("pins the host key and logs in as it is told", async () => {
    const { agent } = await make("gitlab", { ...address, port: 2222 });
    expect(await valueOf(pulumi.output(agent.connection))).toEqual({
      ...ssh,
      host: "gitlab.golemtrust.am",
      port: 2222,
      hostKey: KEY,
    });
  });
});

describe("HetznerAgent on a server that exists", () => {
  it("looks it up by its label selector, in one call, and makes no resource of it", async () => {
    const { agent, recording } = await make("gitlab", existing);
    expect(agent.serverId && (await valueOf(agent.serverId))).toBe("12");
    expect(summary(recording)).toEqual([[AGENT, "gitlab"]]);
    expect(recording.calls).toEqual([
      { token: "hcloud:index/getServer:getServer", inputs: { withSelector: "role=gitlab" } },
    ]);
    expect(await valueOf(agent.host)).toEqual({
      name: "gitlab",
      role: "agent",
      address: "203.0.113.9",
      location: "hel1",
      labels: { role: "gitlab" },
      addresses: ["2001:db8:9::1", "10.0.0.9"],
    });
  });

  it("looks it up by name, its own one by default", async () => {
    const { recording } = await make("gitlab", { kind: "existing", hostKey: KEY });
    expect(recording.calls.map(({ inputs }) => inputs)).toEqual([{ name: "gitlab" }]);
  });

  it("connects by the private network where told so", async () => {
    const { agent } = await make("gitlab", { ...existing, reach: "private" });
    expect((await valueOf(agent.host))?.address).toBe("10.0.0.9");
  });
});

describe("HetznerAgent on a server that exists, where something is amiss", () => {
  const answering = (answer: object): StandIn => ({
    answer: () => ({ ...cloud.answer?.("", {}), ...answer }),
  });

  it("says where Hetzner itself does not protect it from deletion", async () => {
    const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
    await make("web", existing, answering({ deleteProtection: false }));
    expect(warn.mock.calls.map(([text]) => text)).toEqual([
      'server "gitlab" (web) has no delete protection at Hetzner; ' +
        "turn it on there: the program only looks the server up and cannot",
    ]);
    warn.mockClear();
    await make("web", existing);
    expect(warn).not.toHaveBeenCalled();
  });

  it("refuses to connect by a private network that the server is not in", () => {
    const at = (ipv4Address: string, ...ids: number[]) => ({
      ipv4Address,
      networks: ids.map((networkId) => ({ networkId, ip: `10.${networkId}.0.9` })),
    });
    const inPrivate = { reach: "private" as const };
    expect(sshAddressOf("web", inPrivate, at("203.0.113.9", 1))).toBe("10.1.0.9");
    expect(sshAddressOf("web", { ...inPrivate, networkId: 2 }, at("", 1, 2))).toBe("10.2.0.9");
    const refused = [
      [
        inPrivate,
        at("203.0.113.9"),
        "has no address in a private network; attach it to one, or leave reach out",
      ],
      [
        inPrivate,
        at("", 2, 1),
        "is in several private networks (1, 2); write networkId, one of them",
      ],
      [
        { ...inPrivate, networkId: 3 },
        at("", 1),
        "is not in network 3, only in 1; write networkId, one of those, or attach it",
      ],
      [{}, at("", 1), "has no public IPv4 address; write reach: private"],
      [{}, at(""), "has no public IPv4 address; attach it to a network, and write reach: private"],
    ] as const;
    for (const [reach, server, words] of refused)
      expect(() => sshAddressOf("web", reach, server)).toThrow(new Error(`server "web" ${words}`));
  });
});

describe("HetznerAgent on a server that the program makes", () => {
  it("makes a host key, a server and a wait for cloud-init, all its own children", async () => {
    const { recording } = await make("runner-1", create);
    expect(summary(recording)).toEqual([
      [AGENT, "runner-1"],
      ["tls:index/privateKey:PrivateKey", "runner-1-host-key"],
      ["hcloud:index/server:Server", "runner-1-server"],
      ["command:remote:Command", "runner-1-ready"],
    ]);
    expect(recording.placed.map(({ name, parent }) => [name, parent])).toEqual([
      ["runner-1", undefined],
      ["runner-1-host-key", "runner-1"],
      ["runner-1-server", "runner-1"],
      ["runner-1-ready", "runner-1"],
    ]);
  });

  it("gives the server what it was told, protected, and user data as a secret", async () => {
    const { recording } = await make("runner-1", create);
    const server = recording.resources.find(({ name }) => name === "runner-1-server");
    const { userData, ...inputs } = server?.inputs ?? {};
    expect(inputs).toEqual({
      name: "runner-1",
      serverType: "cx23",
      image: "debian-12",
      location: "nbg1",
      sshKeys: ["ops"],
      labels: { role: "runner" },
      firewallIds: [7],
      networks: [{ networkId: 4711 }],
      deleteProtection: true,
      rebuildProtection: true,
    });
    expect(isSecret(userData)).toBe(true);
    expect(bare(userData)).toContain("open sesame");
    const opts = recording.placed.find(({ name }) => name === "runner-1-server")?.opts;
    expect(opts).toMatchObject({
      protect: true,
      ignoreChanges: ["userData", "sshKeys"],
      deleteBeforeReplace: true,
    });
  });

  it.each([
    ["debian-12", "family='debian'", "- mawk"],
    ["alma-10", "family='rhel'", "- perl-interpreter"],
  ])("sets an image %s up by its own packages", async (image, family, brought) => {
    const needs = serverNeeds(
      policyOf({
        whitelist: [],
        rules: [],
        responses: [{ kind: "block-ip", rules: [5763], timeout: 60 }],
      }),
      { name: "runner-1", role: "agent", address: "192.0.2.1" },
      [],
      image,
    );
    const { recording } = await make("runner-1", {
      ...create,
      image,
      setUp: { ...create.setUp, ...needs },
    });
    const server = recording.resources.find(({ name }) => name === "runner-1-server");
    const text = bare(server?.inputs["userData"]) as string;
    expect(text).toContain(family);
    expect(text).toContain(`  ${brought}\n`);
  });

  it("verifies the very first connection with the key that it made, as root", async () => {
    const { agent, recording } = await make("runner-1", create);
    expect(await valueOf(agent.serverId as pulumi.Output<string>)).toBe("runner-1-server-id");
    const ready = recording.resources.find(({ name }) => name === "runner-1-ready");
    expect(bare(ready?.inputs["connection"])).toMatchObject({
      host: "203.0.113.5",
      port: 22,
      hostKey: KEY,
      user: "root",
      privateKey: "the operator's key",
      dialErrorLimit: 20,
    });
    expect(ready?.inputs["triggers"]).toEqual(["runner-1-server-id"]);
    const opts = recording.placed.find(({ name }) => name === "runner-1-ready")?.opts;
    expect((opts?.deletedWith as { __name?: string } | undefined)?.__name).toBe("runner-1-server");
  });

  it("knows in a preview what does not hang on the address, and says so of what does", async () => {
    const { agent } = await make("runner-1", { ...create, addresses: ["100.64.0.5"] }, {}, true);
    expect(await valueOf(agent.host)).toEqual({
      name: "runner-1",
      role: "agent",
      address: "(known once the server exists)",
      location: "nbg1",
      labels: { role: "runner" },
      addresses: ["100.64.0.5"],
    });
    expect(await valueOf(pulumi.output(agent.connection.host))).toBeUndefined();
  });
});
