import * as pulumi from "@pulumi/pulumi";

import { connectionTo } from "../../../ssh/connectionTo";
import { readStackOutputs } from "../../../config/stackOutputs";
import { parseStack } from "../../../config/parseStack";
import { bare, type StandIn } from "../components/recorded";
import {
  bundle,
  COMMAND,
  commands,
  lists,
  REPORT,
  run,
  type Config,
} from "../components/runProgram";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa";
const BASTION_KEY = KEY.replace(/a$/, "b");

const policy: Config = {
  responses: [
    { kind: "block-ip", rules: [5763], timeout: 3600 },
    {
      kind: "kill-process",
      rules: [100050],
      processes: ["xmrig"],
      on: { labels: { role: "runner" } },
    },
  ],
};

const base: Config = {
  ssh: {
    user: "root",
    privateKey: "a key",
    proxy: { host: "198.51.100.7", hostKey: BASTION_KEY },
  },
  manager: { name: "wazuh", host: "10.0.0.2", hostKey: KEY },
  agents: [{ name: "gitlab", host: "10.0.0.11", hostKey: KEY, location: "hel1" }],
  whitelist: { common: [{ address: "100.64.0.0/10", name: "headscale" }] },
  ...policy,
};

const servers: Config = {
  hetzner: {
    enrolmentPassword: "open sesame",
    servers: [
      {
        kind: "create",
        name: "runner-1",
        type: "cx23",
        location: "nbg1",
        sshKeys: ["ops"],
        labels: { role: "runner" },
      },
      { kind: "existing", name: "web", hostKey: KEY },
    ],
  },
};

const cloud: StandIn = {
  outputs: (type, name) => {
    if (type === COMMAND)
      return { stdout: name.endsWith("manager-version") ? "v4.14.7\n" : REPORT };
    if (type === "tls:index/privateKey:PrivateKey")
      return { privateKeyOpenssh: "-----BEGIN\nkey\n-----END\n", publicKeyOpenssh: `${KEY}\n` };
    if (type === "hcloud:index/firewall:Firewall") return {};
    if (type === "hcloud:index/server:Server")
      return { ipv4Address: "203.0.113.5", ipv6Address: "2001:db8::1", networks: [] };
    return {};
  },
  answer: (token) =>
    token === "hcloud:index/getServer:getServer"
      ? {
          name: "web",
          ipv4Address: "203.0.113.9",
          ipv6Address: "",
          location: "hel1",
          labels: {},
          deleteProtection: true,
        }
      : {},
};

/** In a preview the engine knows nothing of what does not exist yet. */
const beforeItExists: StandIn = { answer: cloud.answer ?? (() => ({})) };

const logged: string[] = [];

beforeEach(() => {
  logged.length = 0;
  for (const level of ["info", "warn"] as const) {
    jest.spyOn(pulumi.log, level).mockImplementation((...args) => {
      logged.push(args[0]);
      return Promise.resolve();
    });
  }
});

describe("the program with Hetzner servers", () => {
  it("makes one firewall, asks the manager's version once, and rolls every agent out", async () => {
    const { recording, outputs } = await run({ ...base, ...servers }, cloud);
    const types = recording.resources.map(({ type }) => type);
    expect(types.filter((type) => type.startsWith("hcloud:"))).toEqual([
      "hcloud:index/firewall:Firewall",
      "hcloud:index/server:Server",
    ]);
    expect(commands(recording).sort()).toEqual([
      "gitlab-apply",
      "hetzner-manager-version",
      "manager-wazuh-apply",
      "runner-1-apply",
      "runner-1-ready",
      "web-apply",
    ]);
    expect(outputs["servers"]).toEqual([
      {
        name: "runner-1",
        host: "203.0.113.5",
        hostKey: KEY,
        location: "nbg1",
        labels: { role: "runner" },
        addresses: ["2001:db8::1"],
      },
      { name: "web", host: "203.0.113.9", hostKey: KEY, location: "hel1" },
    ]);
  });

  it("opens no connection without the key of the host, and of the bastion, pinned", async () => {
    const { recording } = await run({ ...base, ...servers }, cloud);
    const connections = recording.resources
      .filter(({ type }) => type === COMMAND)
      .map(({ inputs }) => bare(inputs["connection"]) as Record<string, unknown>);
    expect(connections).toHaveLength(6);
    for (const { hostKey, proxy } of connections)
      expect({ hostKey, proxy }).toMatchObject({
        hostKey: KEY,
        proxy: { host: "198.51.100.7", hostKey: BASTION_KEY, privateKey: "a key" },
      });
  });

  it("lets SSH in from the bastion alone", async () => {
    const { recording } = await run({ ...base, ...servers }, cloud);
    const firewall = recording.resources.find(
      ({ type }) => type === "hcloud:index/firewall:Firewall",
    );
    expect(firewall?.inputs["rules"]).toEqual([
      {
        direction: "in",
        description: "SSH from the bastion",
        protocol: "tcp",
        port: "22",
        sourceIps: ["198.51.100.7/32"],
      },
    ]);
  });

  it("brings auditd only to the server where processes are ended, with the manager's version", async () => {
    const { recording } = await run({ ...base, ...servers }, cloud);
    const server = recording.resources.find(({ name }) => name === "runner-1-server");
    const text = bare(server?.inputs["userData"]) as string;
    expect(text).toContain("  - auditd\n");
    expect(text).toContain("version='4.14.7'");
    expect(text).toContain("manager='10.0.0.2'");
    expect(text).toContain("open sesame");
  });

  it("puts the exact addresses of the whole fleet on the white list of manager and agents", async () => {
    const { recording } = await run({ ...base, ...servers }, cloud);
    const listed = [
      "100.64.0.0/10",
      "198.51.100.7",
      "10.0.0.11",
      "^2001:db8::1$",
      "203.0.113.5",
      "10.0.0.2",
      "203.0.113.9",
    ];
    const part = bundle(recording, "manager-wazuh").part ?? "";
    expect([...part.matchAll(/<white_list>(.*)<\/white_list>/g)].map((match) => match[1])).toEqual(
      listed,
    );
    for (const address of ["203.0.113.5", "2001:db8::1", "203.0.113.9", "10.0.0.2"]) {
      expect(lists(recording, "gitlab")).toContain(`\n  ${address}, #`);
    }
  });

  it("names what is refused and what lint finds in the rest in one run, and declares nothing", async () => {
    const wrong = {
      ...base,
      agents: [{ name: "gitlab", hots: "10.0.0.11", hostKey: KEY }],
      responses: [
        { kind: "block-ip", rules: [5763], timeout: "an hour" },
        { kind: "kill-process", rules: [100050], processes: ["xmrig", "sshd"] },
      ],
    };
    await expect(run(wrong, cloud, true)).rejects.toThrow(
      /^the stack configuration has 4 problem\(s\):\nagents\[0\]\.host: .*\nagents\[0\]\.hots: .*\nresponses\[0\]\.timeout: .*\nresponses\[1\]\.processes\[1\]: sshd is a system program; .*$/,
    );
  });

  it("previews everything but the addresses of servers that do not exist, and says so", async () => {
    const { recording } = await run({ ...base, ...servers }, beforeItExists, true);
    expect(lists(recording, "gitlab")).toContain("\n  203.0.113.9, #");
    expect(lists(recording, "gitlab")).not.toContain("203.0.113.5");
    expect(lists(recording, "runner-1")).toContain("\n  10.0.0.11, #");
    expect(logged).toContain(
      "the addresses of runner-1 are not known before the servers exist: this preview shows everything but them; " +
        "up puts them on the white list of every host",
    );
    expect(logged).toContain(
      "responses[1] kill-process on label role=runner: runner-1 (1 of 3 agents)",
    );
  });

  it("is followed by the operator's verbs: the same user, address and host key for every host", async () => {
    const config = {
      ...base,
      ...servers,
      ssh: { ...(base["ssh"] as object), user: "ops", sudo: true },
    };
    const { recording, outputs } = await run(config, cloud);
    const known = readStackOutputs("test", outputs)?.servers ?? [];
    const stack = parseStack(config, new Map(known.map((server) => [server.name, server])));
    if (!stack.ok) throw new Error(JSON.stringify(stack.findings));
    const { ssh, manager, agents } = stack.input;
    const verbs = [manager, ...agents].map((host) => {
      const { host: address, port, username, hostVerifier } = connectionTo(ssh, host);
      const accepts = hostVerifier as unknown as (key: Buffer) => boolean;
      return [
        host.name,
        username,
        address,
        port,
        accepts(Buffer.from(KEY.split(" ")[1] ?? "", "base64")),
      ];
    });
    const program = ["manager-wazuh", "gitlab", "runner-1", "web"].map((name) => {
      const apply = recording.resources.find((made) => made.name === `${name}-apply`);
      const { user, host, port, hostKey } = bare(apply?.inputs["connection"]) as Record<
        string,
        unknown
      >;
      return [name.replace("manager-", ""), user, host, port, hostKey === KEY];
    });
    expect(verbs).toEqual(program);
    expect(verbs.map(([name, user]) => [name, user])).toEqual([
      ["wazuh", "ops"],
      ["gitlab", "ops"],
      ["runner-1", "root"],
      ["web", "ops"],
    ]);
  });

  it("asks Hetzner, in a preview, for the servers that exist and for nothing else", async () => {
    const { recording } = await run({ ...base, ...servers }, beforeItExists, true);
    expect(recording.calls).toEqual([
      { token: "hcloud:index/getServer:getServer", inputs: { name: "web" } },
    ]);
  });
});
