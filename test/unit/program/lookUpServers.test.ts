import * as pulumi from "@pulumi/pulumi";

import { commands, run, type Config } from "../components/runProgram";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa";
const FOUND = {
  ...{ id: 42, name: "web", location: "nbg1", labels: {}, networks: [], deleteProtection: true },
  ...{ ipv4Address: "203.0.113.9", ipv6Address: "" },
};
type Server = Record<string, unknown>;
const configOf = (servers: Server[], more: Config = {}): Config => ({
  ssh: { user: "root", privateKey: "a key" },
  manager: { name: "wazuh", host: "10.0.0.2", hostKey: KEY },
  agents: [],
  whitelist: { common: [{ address: "100.64.0.0/10", name: "headscale" }] },
  responses: [{ kind: "block-ip", rules: [5763], timeout: 3600 }],
  hetzner: { servers },
  ...more,
});
const web = { kind: "existing", name: "web", hostKey: KEY };

/** Runs the program where Hetzner answers by what is asked. */
const runWith = (config: Config, answer: (by: Record<string, unknown>) => object) =>
  run(config, {
    answer: (token, inputs) =>
      token === "hcloud:index/getServer:getServer" ? { ...answer(inputs) } : {},
  });
const refuse = (words: string): never => {
  // As gRPC hands on what a bridged provider says.
  const details = `invocation of hcloud:index/getServer:getServer returned an error: invoking hcloud:index/getServer:getServer: 1 error occurred:\n\t* ${words}\n\n`;
  throw Object.assign(new Error(words), { details });
};

describe("servers that exist, looked up before the first resource", () => {
  beforeEach(() => {
    jest.spyOn(pulumi.log, "warn").mockResolvedValue();
    jest.spyOn(pulumi.log, "info").mockResolvedValue();
  });
  afterEach(() => jest.restoreAllMocks());

  it("are all named where they cannot be used, each by its place in the stack file", async () => {
    const servers = [
      web,
      { ...web, name: "db", selector: "role=db" },
      { ...web, name: "mail", server: "mail.old" },
      { ...web, name: "inside" },
      { ...web, name: "many", reach: "private" },
    ];
    const answers: Record<string, () => object> = {
      web: () => FOUND,
      "role=db": () => refuse('more than one Server found for selector "role=db"'),
      "mail.old": () => refuse("no Server found with name mail.old"),
      inside: () => ({
        ...FOUND,
        name: "inside",
        ipv4Address: "",
        networks: [{ networkId: 1, ip: "10.1.0.2" }],
      }),
      many: () => ({
        ...FOUND,
        name: "many",
        networks: [
          { networkId: 2, ip: "10.2.0.2" },
          { networkId: 1, ip: "10.1.0.2" },
        ],
      }),
    };
    const running = runWith(
      configOf(servers),
      ({ name, withSelector }) => answers[(name ?? withSelector) as string]?.() ?? {},
    );
    await expect(running).rejects.toThrow(
      new pulumi.RunError(
        "the servers at Hetzner have 4 problem(s); nothing was touched:\n" +
          'hetzner.servers[1].selector: "role=db" matches more than one server; write one that a single server matches, or its name under server\n' +
          'hetzner.servers[2].server: "mail.old" is the name of no server in this project of Hetzner\'s; write its name there under server, or another selector\n' +
          'hetzner.servers[3].reach: server "inside" has no public IPv4 address; write reach: private\n' +
          'hetzner.servers[4].networkId: server "many" is in several private networks (1, 2); write networkId, one of them',
      ),
    );
  });

  it("are refused by one sentence where the token is wrong, however many they are", async () => {
    const running = runWith(configOf([web, { ...web, name: "db" }]), () =>
      refuse("hcloud: unable to authenticate (unauthorized, 00)"),
    );
    await expect(running).rejects.toThrow(
      /^the servers at Hetzner have 1 problem\(s\); nothing was touched:\nhcloud:token: Hetzner does not take it \(.*\); set it by pulumi config set --secret hcloud:token, or HCLOUD_TOKEN$/,
    );
  });

  it("let the program go on, and an error of the policy come before any resource too", async () => {
    const { recording } = await runWith(configOf([web]), () => FOUND);
    expect(commands(recording)).toContain("web-apply");
    const broken = configOf([web], {
      responses: [{ kind: "kill-process", rules: [100050], processes: ["xmrig", "sshd"] }],
    });
    await expect(runWith(broken, () => FOUND)).rejects.toThrow(
      /responses\[0\]\.processes\[1\]: sshd is a system program/,
    );
  });
});
