import { join } from "node:path";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

/** Keys of a stack configuration, without the project's prefix. */
export type Stack = Readonly<Record<string, unknown>>;

const MANAGER = { name: "wazuh", host: "10.0.0.2", hostKey: KEY };
const LIST = { common: [{ address: "100.64.0.5", name: "headscale" }] };
const host = (name: string, last: number): Stack => ({
  name,
  host: `10.0.0.${last}`,
  port: 2200 + last,
  hostKey: KEY,
  location: "hel1",
  labels: { role: name },
  addresses: [`10.1.0.${last}`],
  version: "4.14.7",
});

const placed = (where: string): readonly Stack[] =>
  ["agents", "locations", "labels"].map((field) => ({
    on: { [field]: { agents: ["web-1"], locations: [where], labels: { role: "web-1" } }[field] },
  }));

/** One response with every way to say where it is and what triggers it, a stack for each. */
function variants(response: Stack): Stack[] {
  return [
    { ...response, groups: ["authentication_failed"], level: 10 },
    { ...response, location: "all" },
    { ...response, location: { agentId: "001" } },
    ...placed("hel1").map((on) => ({ ...response, ...on })),
  ];
}

const RESPONSES: readonly Stack[] = [
  ...variants({ kind: "block-ip", rules: [5763], timeout: "1h", command: "drop", storm: 10 }),
  {
    kind: "block-ip",
    rules: [5763],
    timeout: 600,
    backend: "nftables",
    fallback: true,
    breaker: 20,
  },
  ...variants({ kind: "kill-process", rules: [100_050], processes: ["xmrig"], command: "kill" }),
  ...variants({
    kind: "disable-account",
    rules: [5763],
    timeout: "1h",
    protect: ["backup"],
    command: "lock",
  }),
  ...variants({
    kind: "custom",
    rules: [5763],
    command: "mine",
    executable: "mine.sh",
    script: "#!/bin/sh\n",
    timeout: "1h",
    extraArgs: ["one"],
    tools: ["jq"],
  }),
  ...placed("hel1").map((on) => ({
    kind: "isolate-host",
    releaseAfter: "2h",
    allow: [
      {
        to: "192.0.2.1",
        interface: "eth0",
        reason: "a backup",
        ports: [443],
        protocol: "tcp",
        direction: "out",
      },
    ],
    ...on,
  })),
];

const bare = { ssh: {}, manager: MANAGER, agents: [host("web-1", 11), host("web-2", 12)] };

/** Stacks of policies: what a key of theirs changes is in what hosts get, or in what lint says. */
export const POLICIES: readonly Stack[] = [
  ...RESPONSES.map((response) => ({ ...bare, whitelist: LIST, responses: [response] })),
  {
    ...bare,
    workers: [host("wazuh-2", 3)],
    manager: { ...MANAGER, ...host("wazuh", 2) },
    whitelist: {
      hel1: [{ address: "192.0.2.7", name: "a", reason: "b", owner: "c", expires: "2030-01-01" }],
    },
    responses: [
      { kind: "block-ip", rules: [5763, 100_300, 100_200, 31_151], timeout: "1h" },
      { kind: "isolate-host", allow: [], on: { labels: { role: "web-1" } } },
      {
        kind: "disable-account",
        rules: [5763],
        timeout: "1h",
        protect: [],
        on: { locations: ["hel1"] },
      },
    ],
    rules: [
      {
        id: 100_200,
        level: 10,
        description: "counted",
        ifMatchedSid: 5760,
        frequency: 8,
        timeframe: 120,
        sameSourceIp: true,
        match: "denied",
        groups: ["mine"],
      },
      {
        id: 100_201,
        level: 3,
        description: "of fields",
        ifSid: [80_792],
        fields: [{ name: "audit.exe", pattern: "x", type: "pcre2", negate: true }],
      },
      { id: 100_202, level: 3, description: "of a group", ifGroup: "sshd" },
    ],
    ignoreWindow: "remove",
    mode: "enforce",
    provenance: {
      logs: {
        auth: ["/var/log/a"],
        mail: ["/var/log/m"],
        ftp: ["/var/log/f"],
        webAccess: ["/var/log/w"],
        webErrors: ["/var/log/e"],
      },
      firstRule: 118_000,
    },
    neverBlock: [{ address: "192.0.2.9", name: "proxy" }],
    managerRules: [100_300],
    adopt: { wazuh: ["<active-response></active-response>"] },
    logs: { decisionRule: 100_400, groups: [{ name: "default", agents: ["web-1"] }] },
    rollout: { releaseFirst: ["web-1"], wait: 60 },
    repair: { "web-1": "2026-01-01T00:00:00Z" },
  },
];

const SMALL = { whitelist: LIST, responses: [{ kind: "block-ip", rules: [5763], timeout: "1h" }] };
const CREATED = {
  kind: "create",
  name: "new-1",
  type: "cx23",
  image: "debian-12",
  location: "nbg1",
  sshKeys: ["ops"],
  labels: { role: "runner" },
  networkId: 7,
  privateIp: "10.9.0.2",
  reach: "public",
  packages: ["jq"],
  groups: ["default"],
  addresses: ["100.64.0.9"],
  protect: true,
};
const EXISTING = {
  kind: "existing",
  hostKey: KEY,
  port: 2022,
  reach: "public",
  labels: { role: "db" },
  addresses: ["100.64.0.8"],
};

/** Stacks that the program runs: what a key of theirs changes is in the resources that it declares, or in what it says. */
export const PROGRAMS = (folder: string): readonly Stack[] => [
  {
    ...SMALL,
    ssh: {
      user: "ops",
      privateKey: "a key",
      privateKeyPassword: "open sesame",
      sudo: true,
      proxy: {
        host: "198.51.100.7",
        port: 2222,
        user: "jump",
        hostKey: KEY,
        privateKey: "another",
      },
      dialErrorLimit: 5,
      perDialTimeout: 9,
    },
    manager: { ...MANAGER, port: 2201 },
    workers: [host("wazuh-2", 3)],
    agents: [host("web-1", 11), host("web-2", 12), host("web-3", 13), host("web-4", 14)],
    agentsFile: join(folder, "agents.yaml"),
    rollout: {
      canary: "web-1",
      parallel: 1,
      skip: ["web-3"],
      gone: ["web-4"],
      deferArConfChanges: true,
    },
    secrets: [
      { path: "/etc/a-secret", content: "s", hosts: ["web-1"], owner: "root", group: "root" },
    ],
    hetzner: {
      servers: [CREATED, { ...EXISTING, name: "db-1", server: "db" }],
      managerAddress: "10.0.0.2",
      wazuhVersion: "4.14.7",
      enrolmentPassword: "open sesame",
      sshFrom: ["198.51.100.8"],
      tailnet: false,
    },
    dashboard: {
      url: "https://127.0.0.1",
      user: "admin",
      password: "p",
      tenant: "global",
      indexPattern: "wazuh-alerts-*",
      caFile: "/etc/ca.pem",
      repair: "one",
    },
    graylog: {
      url: "https://graylog.example",
      token: "t",
      title: "Mine",
      indexSet: "0123456789abcdef01234567",
      fields: { ruleId: "r", agent: "a", address: "s" },
      manyBlocks: { count: 5, within: "10m", perAgent: 4 },
      productionAddresses: ["192.0.2.77"],
      notification: { kind: "http", url: "https://hook.example/x" },
      caFile: "/etc/ca.pem",
      repair: "one",
    },
  },
  {
    ...SMALL,
    ssh: {
      privateKeyFile: join(folder, "key"),
      proxy: { host: "198.51.100.7", hostKey: KEY, privateKeyFile: join(folder, "key") },
    },
    manager: MANAGER,
    agents: [host("web-1", 11)],
    hetzner: { servers: [{ ...EXISTING, name: "db-1", selector: "role=db" }] },
    graylog: {
      url: "https://graylog.example",
      token: "t",
      productionAddresses: ["192.0.2.77"],
      notification: { kind: "email", to: ["soc@wazuh.example"], sender: "a@wazuh.example" },
    },
  },
  {
    ...SMALL,
    ssh: { agentSocketPath: "/run/agent" },
    manager: MANAGER,
    agents: [host("web-1", 11), host("off-1", 19)],
    rollout: { offline: "warn", maxOffline: 0, coverage: "none" },
  },
];

/** Stacks of which keys are read by the operator's verbs or by the join with other stacks alone. */
export const ELSEWHERE: readonly Stack[] = [
  {
    api: {
      url: "https://wazuh.example:55000",
      user: "u",
      password: "p",
      certificate: "AB".repeat(32),
    },
  },
  { api: { url: "https://wazuh.example:55000", user: "u", password: "p", caFile: "/etc/ca.pem" } },
  { stack: { role: "manager", locations: { hel1: "o/p/hel1" } } },
  { stack: { role: "location", managerStack: "o/p/manager" } },
];
