import { parseStack } from "../../../config/parseStack";
import { printFinding } from "../../../policy/lint/printFinding";
import { decisionRule } from "../../../policy/services/logCollection/decisionRule";
import { lint } from "../../../policy/lint/lint";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa";
const base = {
  ssh: {},
  manager: { name: "wazuh", host: "10.0.0.2", hostKey: KEY },
  agents: [{ name: "gitlab", host: "10.0.0.11", hostKey: KEY }],
  whitelist: { common: [{ address: "100.64.0.0/10", name: "headscale", reason: "tailnet" }] },
  responses: [{ kind: "block-ip", rules: [5763], timeout: 3600 }],
};
const dashboard = { url: "https://127.0.0.1", user: "kibana", password: "open sesame" };
const graylog = {
  url: "https://graylog.golemtrust.am",
  token: "1abc2def",
  manyBlocks: { count: 20, within: "10m" },
};

function findings(keys: Record<string, unknown>): string[] {
  const stack = parseStack({ ...base, ...keys });
  return stack.ok ? [] : stack.findings.map(printFinding);
}

describe("the keys dashboard, graylog and logs", () => {
  it("are taken together", () => {
    expect(findings({ dashboard, graylog, logs: { decisionRule: 100090 } })).toEqual([]);
    expect(findings({ logs: { groups: [{ name: "default" }] } })).toEqual([]);
  });

  it.each([
    [
      { graylog: { ...graylog, manyBlocks: { count: 1, within: "30s" } } },
      /^graylog\.manyBlocks\.within: "30s" is not a time from one minute to one day; write seconds \(600\)/,
    ],
    [
      { graylog: { ...graylog, productionAddresses: ["95.216.0.0/16"] } },
      /^graylog\.productionAddresses\[0\]: "95\.216\.0\.0\/16" is a network; Graylog stores addresses as words/,
    ],
    [
      { graylog: { url: graylog.url, token: "x", events: [] } },
      /^graylog: "\(given\)" would watch for nothing; give manyBlocks, productionAddresses or events/,
    ],
    [
      { graylog: { ...graylog, events: ["isolation", "off"] } },
      /^graylog\.events\[1\]: "off" comes of decisions, which stay in the log of the host without a rule; give logs\.decisionRule/,
    ],
    [
      { graylog: { ...graylog, grace: "2d" } },
      /^graylog\.grace: "2d" is not a time from one minute to one day/,
    ],
    ...["graylog", "graylog:0", "graylog:65536", "-a:1", 'a":1', "[::g]:5", "2001:db8::1:5"].map(
      (to): [Record<string, unknown>, RegExp] => [
        { logs: { forward: { kind: "rsyslog", to } } },
        /^logs\.forward\.to: .* is not a valid host and port; write graylog\.example\.org:5555, 10\.0\.0\.9:5555 or \[2001:db8::9\]:5555/,
      ],
    ),
    [
      {
        logs: { forward: { kind: "rsyslog", to: "graylog:5555" } },
        stack: { role: "location", managerStack: "a/b/c" },
        whitelist: {},
      },
      /^logs\.forward: graylog:5555 is done by the managers, which another stack rolls out; move it to the manager's stack \[stack-role\]$/,
    ],
    [
      { dashboard: { ...dashboard, url: "http://wazuh.golemtrust.am" } },
      /^dashboard\.url: "http:\/\/wazuh\.golemtrust\.am" would send credentials in the clear/,
    ],
    [
      { dashboard, stack: { role: "location", managerStack: "a/b/c" }, whitelist: {} },
      /^dashboard: "\(given\)" is reached from the manager's host, which is another stack's/,
    ],
  ])("refuse %j", (keys, words) => {
    const [first, ...more] = findings(keys).map((text) => text.replace(/^error /, ""));
    expect(more).toEqual([]);
    expect(first).toMatch(words);
  });

  it("never print a password or a token, in whatever way they are wrong", () => {
    const said = [
      ...findings({ dashboard: { ...dashboard, pasword: "open sesame 2" } }),
      ...findings({ dashboard: { ...dashboard, password: "open\nsesame" } }),
      ...findings({ graylog: { ...graylog, token: "open:sesame", more: 1 } }),
      ...findings({ ssh: { privateKey: "open sesame", unknown: 1 } }),
    ];
    expect(said).toHaveLength(5);
    expect(said.join("\n")).not.toMatch(/open.sesame(?! 2)/);
  });

  it("refuse a group in the wrong stack, and one that a new server does not join", () => {
    const groups = [{ name: "dbs", agents: ["db-1", "db-2", "gitlab"] }];
    const server = { kind: "create", type: "cx23", location: "hel1", sshKeys: ["ops"] };
    const servers = [
      { ...server, name: "db-1" },
      { ...server, name: "db-2", groups: ["default", "dbs"] },
    ];
    expect(findings({ hetzner: { servers, tailnet: true }, logs: { groups } })).toEqual([
      "logs.groups[0].agents[0]: db-1 is a server that joins the group(s) default, so the agent.conf of dbs never reaches it; name it under one of those, or add dbs to its groups (hetzner.servers) [log-group-other]",
    ]);
    const stack = { role: "location", managerStack: "organization/war/manager" };
    expect(findings({ stack, whitelist: {}, logs: { groups } })).toEqual([
      'logs.groups: ["dbs"] are groups of the manager, which another stack rolls out; move them to the manager\'s stack [stack-role]',
    ]);
  });

  it("wait for where alerts are to be sent", () => {
    const stack = parseStack({
      ...base,
      logs: { forward: { kind: "rsyslog", to: "FILL-IN: Graylog and its port" } },
    });
    if (!stack.ok) throw new Error("refused");
    expect([stack.policy.forward, stack.fillIns.map(({ path }) => path)]).toEqual([
      undefined,
      ["logs.forward.to"],
    ]);
  });

  it("bring a rule that makes an alert of each decision", () => {
    const stack = parseStack({ ...base, logs: { decisionRule: 100090 } });
    if (!stack.ok) throw new Error("refused");
    expect(stack.policy.rules).toEqual([decisionRule(100090)]);
    const said = lint(stack.policy, stack.fleet, { today: "2026-01-01" });
    expect(said.filter(({ path }) => path.startsWith("rules"))).toEqual([]);
  });
});
