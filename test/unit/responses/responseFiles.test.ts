import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import type { Fleet, Host } from "../../../policy/model/fleet";
import { fleetOf, hostOf } from "../../../policy/model/parseFleet";
import { policyOf } from "../../../policy/model/parsePolicy";
import type { WrittenResponse } from "../../../policy/model/written";
import { renderHost } from "../../../policy/render/renderHost";

const agent = hostOf({ name: "gitlab", role: "agent", address: "10.0.0.2" });
const fleet = fleetOf({
  master: { name: "wazuh", role: "master", address: "wazuh.example", addresses: ["10.0.0.1"] },
  workers: [],
  agents: [agent],
  bastion: "192.0.2.1",
});
const everything: readonly WrittenResponse[] = [
  { kind: "block-ip", rules: [5763, 5712], timeout: 3600, storm: 40, breaker: 200 },
  { kind: "block-ip", rules: [100_200], timeout: 600, breaker: 300 },
  { kind: "block-ip", rules: [100_201], timeout: 3600, breaker: 0 },
  { kind: "kill-process", rules: [100_050], processes: ["xmrig", "xmrig"] },
  { kind: "kill-process", rules: [100_051], processes: ["minerd"] },
  { kind: "disable-account", rules: [5763], timeout: 60, protect: ["deploy"] },
  {
    kind: "isolate-host",
    allow: [
      { to: "192.0.2.9", reason: "control", ports: [443] },
      { to: "192.0.2.8", reason: "STUN", ports: [3478], protocol: "udp" },
      { to: "tailscale0", reason: "way in", direction: "in", ports: [22] },
      { to: "100.64.0.9", interface: "ts0", reason: "Teleport", direction: "in", ports: [22] },
    ],
  },
];
const render = (responses: readonly WrittenResponse[], host: Host = agent, within: Fleet = fleet) =>
  renderHost(
    policyOf({
      whitelist: [{ address: "100.64.0.0/10", name: "tail # net" }],
      responses,
      rules: [],
    }),
    within,
    host,
  );
const file = (name: string, responses = everything): string =>
  render(responses).files.find(({ path }) => basename(path) === name)?.content ?? "";

describe("the files of responses", () => {
  it("are those of the placed responses, with the tools that they need", () => {
    const { files, tools } = render(everything);
    expect(files.map(({ path, mode, onlyWith }) => [path, mode, onlyWith])).toEqual([
      ["/var/ossec/active-response/bin/guarded-block-ip", "0750", undefined],
      ["/var/ossec/active-response/guarded-block-ip.awk", "0640", undefined],
      ["/var/ossec/active-response/bin/custom-unblock", "0750", undefined],
      ["/var/ossec/active-response/guarded-block-ip.nft", "0640", undefined],
      ["/var/ossec/active-response/guarded-tables", "0750", undefined],
      ["/etc/systemd/system/wazuh-active-response-tables.service", "0644", "systemctl"],
      ["/etc/systemd/system/wazuh-active-response-watch.service", "0644", "systemctl"],
      ["/var/ossec/active-response/bin/kill-malicious-process.sh", "0750", undefined],
      ["/etc/audit/rules.d/50-wazuh-active-response.rules", "0640", "auditctl"],
      ["/var/ossec/active-response/bin/guarded-disable-account", "0750", undefined],
      ["/var/ossec/active-response/custom-isolate.pl", "0640", undefined],
      ["/var/ossec/active-response/bin/custom-isolate", "0750", undefined],
      ["/var/ossec/active-response/bin/custom-release", "0750", undefined],
      ["/etc/systemd/system/wazuh-active-response-isolation.service", "0644", "systemctl"],
    ]);
    expect([...tools].sort()).toEqual([
      "/var/ossec/active-response/bin/disable-account",
      "awk",
      "flock",
      "getent",
      "logger",
      "nft",
      "passwd",
      "perl",
      "timeout",
    ]);
  });

  it("have units that start by /usr/bin/env: with SELinux in force systemd runs no file of /var itself", () => {
    const lines = render(everything).files.flatMap(({ path, content }) =>
      path.endsWith(".service")
        ? [...content.matchAll(/^Exec\w+=.*$/gm)].map(([line]) => line)
        : [],
    );
    expect(lines).toEqual([
      "ExecStart=/usr/bin/env /var/ossec/active-response/guarded-tables restore",
      "ExecStart=/usr/bin/env /var/ossec/active-response/guarded-tables watch",
      "ExecReload=/usr/bin/env /var/ossec/active-response/guarded-tables restore",
      "ExecStopPost=-/usr/bin/env /var/ossec/active-response/bin/custom-isolate tick",
      "ExecStart=/usr/bin/env /var/ossec/active-response/bin/custom-isolate boot",
    ]);
  });

  it("hold no isolation on a manager, master or worker", () => {
    for (const role of ["master", "worker"] as const) {
      const { files } = render(everything, { ...fleet.master, role });
      expect(files.filter(({ path }) => path.includes("isola"))).toEqual([]);
    }
  });

  it("are on a manager whatever agents a response is placed on: events without an agent are answered there", () => {
    const placed: WrittenResponse[] = [
      { kind: "block-ip", rules: [5763], timeout: 60, on: { agents: ["elsewhere"] } },
    ];
    expect(render(placed).files).toEqual([]);
    expect(render(placed, fleet.master).files.map(({ path }) => path)).toContain(
      "/var/ossec/active-response/bin/guarded-block-ip",
    );
  });

  it("need the stock executable, and warn of a host without iptables, where the backend is iptables", () => {
    const { files, tools, warnWithout } = render([
      { kind: "block-ip", rules: [5763], timeout: 60, backend: "iptables" },
    ]);
    expect(files).toEqual([]);
    expect(tools).toEqual(["/var/ossec/active-response/bin/firewall-drop"]);
    expect(warnWithout?.["iptables"]).toMatch(/^this host has no iptables/);
  });

  const plain: WrittenResponse = {
    kind: "custom",
    rules: [31_151],
    command: "note",
    executable: "note",
    script: "#!/bin/sh\nexit 0\n",
  };
  const custom: WrittenResponse = { ...plain, field: ["srcip"] };
  const blocks: WrittenResponse = { kind: "block-ip", rules: [5763], timeout: 60 };
  it.each<[string, readonly WrittenResponse[], string]>([
    ["of its own, alone", [custom], "custom-runner.nft"],
    [
      "of its own beside a stock executable",
      [custom, { ...blocks, backend: "iptables" }],
      "custom-runner.nft",
    ],
    ["of our table beside block-ip", [custom, blocks], "guarded-block-ip.nft"],
    ["none, without an address", [plain], ""],
  ])("let the runner of a custom script read lists %s", (_, responses, lists) => {
    const names = render(responses).files.map(({ path }) => basename(path));
    expect(names.filter((name) => name.endsWith(".nft")).join()).toBe(lists);
    expect(file("note", responses)).toContain(
      `/var/ossec/active-response/${lists === "" ? "custom-runner.nft" : lists}'`,
    );
  });

  it.each<[string, readonly WrittenResponse[], string]>([
    ["no timeout", [custom], ""],
    ["a timeout", [{ ...custom, timeout: 1 }], "yes"],
    ["a timeout of 0", [{ ...custom, timeout: 0 }], ""],
    // wazuh-execd runs one executable for both, and does not say for which.
    ["a timeout at another rule", [custom, { ...custom, rules: [31_152], timeout: 60 }], "yes"],
  ])("let the runner know that there is %s", (_, responses, stateful) => {
    expect(file("note", responses)).toContain(`\nSTATEFUL='${stateful}'\n`);
  });

  describe("ask the host's own list", () => {
    const entry = { address: "192.0.2.7", name: "monitor", responses: ["note"] };
    /** A value at the top of a script, where the stack has such a list. */
    const valueOf = (
      [script, name]: readonly [string, string],
      responses: readonly WrittenResponse[],
      ...hostWhitelist: object[]
    ): string => {
      const policy = policyOf({ whitelist: [], rules: [], responses, hostWhitelist } as never);
      const { files } = renderHost(policy, fleet, agent);
      const text = files.find(({ path }) => basename(path) === script)?.content ?? "";
      return new RegExp(`^${name}='(.*)'$`, "m").exec(text)?.[1] ?? "none";
    };

    it("for the commands that run the script", () => {
      const commands = (names: readonly string[], ...entries: object[]): string => {
        const responses = names.map((command) => ({ ...custom, command }));
        return valueOf(["note", "COMMANDS_ELSE"], responses, ...entries);
      };
      expect(commands(["note"])).toBe("");
      expect(commands(["note"], entry)).toBe("note");
      expect(commands(["note", "other"], entry)).toBe("note,other");
      // An entry for all responses asks for no command.
      expect(commands(["note"], { ...entry, responses: undefined })).toBe("");
    });

    it("for those that a rule sends, where they are others than of all others", () => {
      const at = (rules: readonly number[], command: string): WrittenResponse => ({
        ...{ kind: "block-ip", rules, command, timeout: 60 },
      });
      const ask = (...responses: WrittenResponse[]): readonly string[] =>
        ["COMMANDS", "COMMANDS_ELSE"].map((name) =>
          valueOf(["guarded-block-ip", name], responses, { ...entry, responses: ["one"] }),
        );
      expect(ask(at([5763, 5712], "one"))).toEqual(["", "one"]);
      expect(ask(at([5763, 5712], "one"), at([5712], "two"))).toEqual(["5763=one", "one,two"]);
      const byGroup: WrittenResponse = {
        ...{ kind: "block-ip", groups: ["web_scan"], command: "one", timeout: 60 },
      };
      expect(ask(byGroup, at([5763], "two"))).toEqual(["5763=two", "one"]);
      expect(ask({ ...byGroup, groups: [], level: 12 }, at([5763], "two"))).toEqual([
        ...["5763=two", "one"],
      ]);
    });

    it.each<[string, WrittenResponse, object[], boolean]>([
      ["one entry", custom, [entry], true],
      ["two entries", custom, [entry, { ...entry, address: "192.0.2.8", name: "other" }], true],
      ["none", custom, [], false],
      ["one, by a script without an address", plain, [entry], false],
    ])("of %s", (_, response, entries, asks) => {
      expect(valueOf(["note", "HOST_LIST"], [response], ...entries) !== "").toBe(asks);
    });
  });

  it("hold nothing on an agent of Wazuh 5", () => {
    expect(render(everything, { ...agent, version: "5.0" }).files).toEqual([]);
    expect(render(everything, { ...agent, version: "4.14" }).files).not.toEqual([]);
  });

  it("give each rule its time, the longest to all others, the strictest limits", () => {
    const lines = file("guarded-block-ip").split("\n").slice(0, 22);
    expect(lines).toEqual(
      expect.arrayContaining([
        "TIMES='100200=600'",
        "SECONDS_ELSE='3600'",
        "FIELDS=''",
        "FIELDS_ELSE='srcip'",
        "HOST_LIST=''",
        "COMMANDS=''",
        "COMMANDS_ELSE=''",
        "STORM='40'",
        "BREAKER='200'",
        "FORGET=''",
        "NETWORK4=''",
        "NETWORK6='/64'",
        "AFTER='3'",
        "WITHIN='600'",
        "MANAGERS='wazuh.example'",
      ]),
    );
  });

  it("block for ever where one response says so, for rules of nobody", () => {
    const responses: WrittenResponse[] = [
      { kind: "block-ip", rules: [1], timeout: 0 },
      { kind: "block-ip", rules: [2], timeout: 9 },
    ];
    expect(file("guarded-block-ip", responses)).toContain("TIMES='2=9'\nSECONDS_ELSE='0'\n");
  });

  it("name manager and bastion as never to be blocked, and keep a label from ending its comment", () => {
    expect(file("guarded-block-ip.nft")).toContain(
      "whitelist4 {\n  10.0.0.1, # never: manager wazuh\n  192.0.2.1, # never: bastion\n  100.64.0.0/10, # tail ? net\n}\n",
    );
  });

  it("know every node of the manager, so that none is blocked and an isolated host can report to each", () => {
    const worker = hostOf({
      name: "w1",
      role: "worker",
      address: "w1.example",
      addresses: ["10.0.0.3"],
    });
    const { files } = render(everything, agent, { ...fleet, workers: [worker] });
    const content = (name: string): string =>
      files.find(({ path }) => basename(path) === name)?.content ?? "";
    expect(content("custom-isolate")).toContain(
      "\nMANAGERS='wazuh.example 10.0.0.1 w1.example 10.0.0.3'\n",
    );
    expect(content("guarded-block-ip")).toContain("\nMANAGERS='wazuh.example w1.example'\n");
    expect(content("guarded-block-ip.nft")).toContain("\n  10.0.0.3, # never: manager w1\n");
  });

  it("quote every name, and hold those of all kill-process responses", () => {
    expect(file("kill-malicious-process.sh")).toContain("LISTED='xmrig\nminerd'\n");
    const odd: WrittenResponse = { kind: "kill-process", rules: [100_050], processes: ["it's"] };
    expect(file("kill-malicious-process.sh", [odd])).toContain("LISTED='it'\\''s'\n");
  });

  it("protect root, Wazuh's users, those that SSH logs in as, and who is listed", () => {
    const { files } = render(everything, agent, { ...fleet, accounts: ["operator", "jump"] });
    const script = files.find(({ path }) => path.endsWith("/guarded-disable-account"));
    expect(script?.content).toContain(
      "\nprotect='root wazuh ossec ossecm ossecr wazuh-indexer wazuh-dashboard operator jump deploy'\n",
    );
  });

  it("let replies in, not connections, from what may only be reached", () => {
    const isolate = file("custom-isolate");
    // Of udp nobody can tell a reply.
    expect(isolate).toContain('    ip saddr 192.0.2.8 udp sport { 3478 } accept comment "STUN"\n');
    expect(isolate).toContain(
      '    ip saddr 192.0.2.9 tcp sport { 443 } tcp flags & (syn | ack) != syn accept comment "control"\n',
    );
    expect(isolate).toContain(
      '    iifname "tailscale0" tcp dport { 22 } accept comment "way in"\n',
    );
    expect(isolate).toContain(
      '    oifname "ts0" ip daddr 100.64.0.9 tcp sport { 22 } tcp flags & (syn | ack) != syn accept comment "Teleport"\'\n',
    );
    expect(isolate).toContain(
      '    iifname "ts0" ip saddr 100.64.0.9 tcp dport { 22 } accept comment "Teleport"\'\n',
    );
    expect(isolate).toContain(
      '    oifname "tailscale0" tcp sport { 22 } tcp flags & (syn | ack) != syn accept comment "way in"\n',
    );
  });

  it("refuse to render an allowed name that nft could not know", () => {
    expect(() => render([{ kind: "isolate-host", allow: [{ to: "a b", reason: "x" }] }])).toThrow(
      'allow: "a b" is not an address, network or interface; write 192.0.2.1, 192.0.2.0/24 or tailscale0',
    );
  });

  it("pass shellcheck as they are rendered", () => {
    const folder = mkdtempSync(join(tmpdir(), "responses-"));
    try {
      const scripts = render(everything).files.filter(({ content }) => content.startsWith("#!"));
      for (const { path, content } of scripts) writeFileSync(join(folder, basename(path)), content);
      const paths = scripts.map(({ path }) => join(folder, basename(path)));
      expect(paths).toHaveLength(7);
      expect(execFileSync("shellcheck", paths, { encoding: "utf8" })).toBe("");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
