import { join } from "node:path";

import { host, KEY, LIST, MANAGER, type Stack } from "./hosts";

const SMALL = { whitelist: LIST, responses: [{ kind: "block-ip", rules: [5763], timeout: "1h" }] };
const CREATED = {
  kind: "create",
  name: "new-1",
  type: "cx23",
  image: "debian-12",
  location: "nbg1",
  sshKeys: ["ops"],
  labels: { role: "db" },
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
    agentsFile: join(folder, "agents"),
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
  },
  {
    ...SMALL,
    ssh: { privateKey: "a key" },
    manager: MANAGER,
    agents: [],
    responses: [{ kind: "block-ip", rules: [5763], timeout: "1h", on: { labels: { role: "db" } } }],
    hetzner: {
      servers: [CREATED, { ...EXISTING, name: "db-1", server: "db" }],
      managerAddress: "10.0.0.2",
      wazuhVersion: "4.14.7",
      enrolmentPassword: "open sesame",
      sshFrom: ["198.51.100.8"],
      tailnet: false,
    },
  },
  {
    ...SMALL,
    ssh: { privateKey: "a key" },
    manager: MANAGER,
    agents: [],
    dashboard: {
      url: "https://127.0.0.1",
      user: "admin",
      password: "p",
      tenant: "global",
      indexPattern: "wazuh-alerts-*",
      caFile: "/etc/ca.pem",
      repair: "one",
    },
    logs: { decisionRule: 100090 },
    graylog: {
      url: "https://graylog.example",
      token: "t",
      title: "Mine",
      indexSet: "0123456789abcdef01234567",
      fields: {
        ruleId: "r",
        agent: "a",
        address: "s",
        cause: "c",
        origin: "o",
        decision: "d",
        subject: "u",
      },
      manyBlocks: { count: 5, within: "10m", perAgent: 4, counts: "blocks", every: "5m" },
      productionAddresses: ["192.0.2.77"],
      events: ["kill", "failure"],
      oncePer: "address-and-agent",
      grace: "20m",
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
    hetzner: {
      servers: [{ ...EXISTING, name: "db-1", selector: "role=db", reach: "private", networkId: 7 }],
    },
    graylog: {
      url: "https://graylog.example",
      token: "t",
      fields: { prefix: "p_" },
      productionAddresses: ["192.0.2.77"],
      notification: { kind: "email", to: ["soc@wazuh.example"], sender: "a@wazuh.example" },
    },
  },
  {
    ...SMALL,
    ssh: { agentSocketPath: "/run/agent" },
    manager: MANAGER,
    agents: [host("web-1", 11)],
    rollout: { coverage: "none" },
  },
  {
    ...SMALL,
    ssh: { privateKey: "a key" },
    manager: MANAGER,
    agents: [host("web-1", 11), { ...host("web-5", 15), version: "5.0.0" }],
    rollout: { wazuh5: "skip" },
  },
  {
    ...SMALL,
    ssh: { privateKey: "a key" },
    manager: MANAGER,
    agents: [host("web-1", 11), host("off-1", 19)],
    rollout: { offline: "warn", maxOffline: 0 },
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
