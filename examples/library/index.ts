// A Pulumi program of your own that uses the components: one agent at a plain address, one server made for it at
// Hetzner, and a policy written in TypeScript. Run it with `pulumi up` after `npm install`; see docs/hetzner.md.
import * as pulumi from "@pulumi/pulumi";
import {
  ActiveResponsePolicy,
  fleetOf,
  HetznerAgent,
  madeServers,
  serverIds,
  policyOf,
  serverNeeds,
  SshFirewall,
  WazuhFleet,
  withServers,
  type HetznerSource,
} from "wazuh-active-response";

const config = new pulumi.Config();
const ssh = { user: "root", privateKey: config.requireSecret("privateKey") };
const bastion = "198.51.100.7";

// Everything that cannot stand in it is told at once.
const policy = policyOf({
  whitelist: [{ address: "100.64.0.0/10", name: "headscale", reason: "the private network" }],
  responses: [
    { kind: "block-ip", rules: [5763, 5712, 5720, 5551], timeout: "1h" },
    {
      kind: "kill-process",
      rules: [100_050],
      processes: ["xmrig"],
      on: { labels: { role: "runner" } },
    },
  ],
  rules: [],
});

const master = {
  name: "wazuh",
  role: "master",
  address: "10.0.0.2",
  location: "hel1",
} as const;

const firewall = new SshFirewall("runners", { sshFrom: [bastion] });

const runner: HetznerSource = {
  kind: "create",
  type: "cx23",
  location: "nbg1",
  sshKeys: ["ops"],
  labels: { role: "runner" },
  firewallIds: [firewall.id],
  setUp: {
    manager: master.address,
    wazuhVersion: "4.14.7",
    enrolmentPassword: config.requireSecret("enrolmentPassword"),
    // What the responses placed on it need: packages, and auditd where processes are ended.
    ...serverNeeds(policy, {
      name: "runner-1",
      role: "agent",
      address: master.address,
      labels: { role: "runner" },
    }),
  },
};
const gitlab: HetznerSource = {
  kind: "address",
  host: "10.0.0.11",
  hostKey: config.require("gitlabHostKey"),
  location: "hel1",
};

const agents = new Map([
  ["gitlab", new HetznerAgent("gitlab", { source: gitlab, ssh })],
  ["runner-1", new HetznerAgent("runner-1", { source: runner, ssh })],
]);

const names = fleetOf({
  master,
  workers: [],
  agents: [...agents.keys()].map((name) => ({ name, role: "agent", address: name })),
  bastion,
});

const wazuh = new WazuhFleet("fleet", {
  fleet: names,
  policy: new ActiveResponsePolicy("policy", {
    policy,
    fleet: withServers(names, agents),
    today: new Date().toISOString().slice(0, 10),
  }),
  connections: new Map([
    [
      "wazuh",
      { ...ssh, host: master.address, port: 22, hostKey: config.require("managerHostKey") },
    ],
    ...[...agents].map(([name, { connection }]) => [name, connection] as const),
  ]),
  servers: madeServers(agents),
  serverIds: serverIds(agents),
});

/** Verified files of every host. */
export const hosts = wazuh.hosts;
