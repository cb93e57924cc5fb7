import { host, LIST, MANAGER, type Stack } from "./hosts";

const placed = (where: string): readonly Stack[] =>
  ["agents", "locations", "labels"].map((field) => ({
    on: { [field]: { agents: ["web-1"], locations: [where], labels: { role: "web-1" } }[field] },
  }));

/** What triggers a response in Wazuh 5: rules, or a query. */
const FINDINGS: readonly Stack[] = [
  { rules: ["d5cc0e71-bcbb-4adc-98de-caed210cebf2"], category: "security", count: 8, within: "2m" },
  { query: "user.name:root" },
];

/** One response with every way to say where it is and what triggers it, a stack for each. */
function variants(response: Stack): Stack[] {
  return [
    { ...response, groups: ["authentication_failed"], level: 10 },
    { ...response, location: "all" },
    { ...response, location: { agentId: "001" } },
    ...placed("hel1").map((on) => ({ ...response, ...on })),
    ...FINDINGS.map((findings) => ({ ...response, findings })),
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
    field: ["src_ip", "srcip"],
    network: { ipv6: "/64", ipv4: "none", after: 5, within: "5m" },
  },
  {
    kind: "block-ip",
    rules: [5763],
    escalate: ["10m", "1h", "1d"],
    forget: "2d",
    command: "steps",
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
    protocol: "runner",
    field: ["srcip"],
    key: ["srcip"],
    timeLimit: 5,
    files: [
      { name: "lib.sh", content: ":\n", mode: "0640" },
      { name: "blob", base64: "AAEC" },
    ],
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
        raw: ["/var/log/r"],
      },
      firstRule: 118_000,
    },
    neverBlock: [{ address: "192.0.2.9", name: "proxy" }],
    hostWhitelist: [
      { address: "2001:db8:7::/48", name: "six", reason: "ours", expires: "2020-01-01" },
      { address: "192.0.2.8", name: "one", responses: ["firewall-drop"] },
      {
        address: "monitor.example.org",
        name: "named",
        except: ["firewall-drop"],
        maxAge: "2h",
        maxAddresses: 4,
      },
    ],
    managerRules: [100_300],
    adopt: { wazuh: ["<active-response></active-response>"] },
    logs: {
      decisionRule: 100_400,
      groups: [{ name: "default", agents: ["web-1"] }],
      forward: { kind: "rsyslog", to: "graylog.example:5555", queue: 512 },
    },
    rollout: { releaseFirst: ["web-1"], wait: 60 },
    repair: { "web-1": "2026-01-01T00:00:00Z" },
    lint: {
      accept: [
        { code: "rule-counts", path: "responses[0]", reason: "it is meant", until: "2030-01-01" },
      ],
    },
  },
];
