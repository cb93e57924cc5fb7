import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { blockedOn } from "../../../cli/verbs/blocks/blockedRow";
import { printBlocks } from "../../../cli/verbs/blocks/printBlocks";
import { parseBlocks } from "../../../cli/lib/host/blockSets";
import { parseDecision } from "../../../cli/lib/host/decisions";
import { printSeconds } from "../../../cli/lib/printSeconds";
import { parseProbe, probe } from "../../../cli/lib/host/probe";
import { printStatus } from "../../../cli/verbs/status/printStatus";
import { rowOf } from "../../../cli/verbs/status/statusRow";
import type { RunHere } from "../../../ssh/onHost";

const HOST = { name: "gitlab", host: "10.0.0.3", hostKey: "ssh-ed25519 AAAA" };

// What nft 1.0.6 prints for a set with a timed, a permanent and no further element.
const SET = `{"nftables": [{"metainfo": {"version": "1.0.6", "release_name": "Lester Gooch #5", "json_schema_version": 1}}, {"set": {"family": "inet", "name": "blocked4", "table": "wazuh_active_response", "type": "ipv4_addr", "handle": 3, "flags": ["timeout"], "elem": [{"elem": {"val": "203.0.113.66", "timeout": 3600, "expires": 3571}}, "198.51.100.23"]}}]}`;
const EMPTY = `{"nftables": [{"metainfo": {"version": "1.0.6"}}, {"set": {"family": "inet", "name": "blocked6", "type": "ipv6_addr"}}]}`;
const line = (decision: string, subject: string, rule = "5763"): string =>
  `2026/11/25 10:14:30 active-response/bin/guarded-block-ip: {"version":1,"origin":{"name":"guarded-block-ip","module":"active-response"},"active_response":{"action":"add","decision":"${decision}","subject":"${subject}","why":"for 3600s, wazuh-execd: continue","rule":"${rule}","alert":"1800000000.42","agent":"gitlab","additions":1}}`;

const PROBE = [
  "version v4.14.7",
  "connection connected",
  "execd yes",
  "isolated 1800000000 0",
  `set ${SET}`,
  `set ${EMPTY}`,
  `decision ${line("blocked", "203.0.113.66")}`,
  `decision ${line("white-listed", "100.64.0.66")}`,
  "",
].join("\n");

describe("what a host says", () => {
  test("elements of an nft set, with the time that is left", () => {
    expect(parseBlocks(SET)).toEqual([
      { address: "203.0.113.66", left: 3571 },
      { address: "198.51.100.23" },
    ]);
    expect([parseBlocks(EMPTY), parseBlocks("")]).toEqual([[], []]);
  });

  test("a decision, and nothing else", () => {
    expect(parseDecision(line("blocked", "203.0.113.66"))).toEqual({
      time: "2026/11/25 10:14:30",
      script: "guarded-block-ip",
      decision: "blocked",
      subject: "203.0.113.66",
      why: "for 3600s, wazuh-execd: continue",
      rule: "5763",
      alert: "1800000000.42",
    });
    for (const other of ["", "x", line("blocked", "x").slice(0, -1), `${line("x", "y")}z`])
      expect(parseDecision(other)).toBeUndefined();
    expect(
      parseDecision(
        '2026/11/25 10:14:30 active-response/bin/firewall-drop: {"version":1,"origin":{"name":"firewall-drop"},"command":"add","parameters":{}}',
      ),
    ).toBeUndefined();
  });

  test("the whole probe", () => {
    expect(parseProbe(PROBE)).toMatchObject({
      version: "v4.14.7",
      connection: "connected",
      execd: true,
      isolated: { since: 1_800_000_000 },
      blocks: [{ address: "203.0.113.66" }, { address: "198.51.100.23" }],
      decisions: [{ decision: "blocked" }, { decision: "white-listed" }],
    });
    expect(parseProbe("version \nconnection \nexecd no\nset \nset \n")).toEqual({
      version: "",
      connection: "",
      execd: false,
      blocks: [],
      kernel: [],
      decisions: [],
    });
  });

  test.each([
    ["exec grep -ahF '\"active_response\"'", []],
    // What has ended it, after some lines.
    [
      "grep -ahF '\"active_response\"'",
      [
        "LOG was not read to its end within 30 s: this host is very busy, and decisions may be missing",
      ],
    ],
  ])("a log that is too long to be read in time (%s)", async (how, said) => {
    const home = mkdtempSync(join(tmpdir(), "probe-"));
    try {
      const log = join(home, "logs/active-responses.log");
      mkdirSync(join(home, "logs"));
      writeFileSync(log, `${line("blocked", "203.0.113.66")}\n`);
      const late = how.startsWith("exec") ? "" : "exit 124";
      writeFileSync(join(home, "timeout"), `#!/bin/sh\n${how} "$5"\n${late}\n`, { mode: 0o755 });
      const run = (command: string, input?: string): ReturnType<RunHere> => {
        const { status, stdout, stderr } = spawnSync(
          "sh",
          ["-c", command.replaceAll("/var/ossec", home)],
          { input, encoding: "utf8", env: { PATH: `${home}:${process.env.PATH ?? ""}` } },
        );
        return Promise.resolve({ code: status ?? 1, stdout, stderr });
      };
      const { kernel, decisions } = await probe(run, { user: "root" }, 5);
      expect(decisions).toHaveLength(1);
      expect(kernel).toEqual(said.map((one) => one.replace("LOG", log)));
    } finally {
      rmSync(home, { recursive: true });
    }
  });

  test("where its kernel is not as its files say", () => {
    const said = "kernel table inet wazuh_active_response is not in the kernel\n";
    const swept = parseProbe(`version v4.14.7\nexecd yes\nset \n${said}`);
    expect(swept.kernel).toEqual(["table inet wazuh_active_response is not in the kernel"]);
    expect(rowOf({ host: HOST, answer: { state: swept } }, undefined).drift).toEqual([
      "kernel: table inet wazuh_active_response is not in the kernel",
    ]);
    expect(
      rowOf({ host: HOST, answer: { state: parseProbe(PROBE) } }, undefined),
    ).not.toHaveProperty("drift");
  });

  test.each([
    [0, "0s"],
    [45.4, "45s"],
    [3571, "59m 31s"],
    [3600, "1h"],
    [90_061, "1d 1h"],
    [-3, "0s"],
  ])("%d seconds are %s", (seconds, text) => {
    expect(printSeconds(seconds)).toBe(text);
  });
});

describe("status", () => {
  const state = parseProbe(PROBE);

  test("the manager's word on the connection counts before the agent's own", () => {
    const known = { id: "004", name: "gitlab", status: "disconnected" };
    const row = rowOf({ host: HOST, answer: { state } }, known);
    expect([row.state, row.id]).toEqual(["disconnected", "004"]);
    expect(rowOf({ host: HOST, answer: { state } }, undefined).state).toBe("active");
    expect(rowOf({ host: HOST, unreachable: true, reason: "no route" }, undefined)).toEqual({
      host: "gitlab",
      role: "agent",
      state: "unknown",
      blocks: [],
      reason: "no route",
    });
  });

  test("the table fits 100 columns with the longest words, and says what does not fit below", () => {
    const long = { ...HOST, name: "a-very-long-name-of-a-host-in-helsinki" };
    const blocks = Array.from({ length: 9 }, (_, i) => ({
      address: `2001:db8:ffff:ffff:ffff:ffff:ffff:${i}`,
      left: 86_399,
    }));
    const rows = [
      rowOf(
        {
          host: long,
          answer: {
            state: { ...state, execd: false, blocks, isolated: { since: 0, until: 2_000_000_000 } },
            check: {
              host: long.name,
              role: "agent",
              state: "drift",
              drift: [{ what: "tampered", detail: "guarded-block-ip" }],
            },
          },
        },
        { id: "12345", name: long.name, status: "never_connected" },
      ),
      rowOf(
        { host: HOST, unreachable: true, reason: "gitlab (10.0.0.3:22): ETIMEDOUT" },
        undefined,
      ),
    ];
    const lines = printStatus(rows, 1_900_000_000).split("\n");
    expect(Math.max(...lines.map((text) => text.length))).toBeLessThanOrEqual(100);
    expect(lines.join("\n")).toContain("and 6 more");
    expect(lines.slice(-2)).toEqual([
      `${long.name}: drift: tampered: guarded-block-ip`,
      "gitlab: gitlab (10.0.0.3:22): ETIMEDOUT",
    ]);
  });
});

describe("blocks", () => {
  const state = parseProbe(PROBE);

  test("each block with the rule and the alert that it came from", () => {
    expect(blockedOn("gitlab", state)).toMatchObject([
      {
        host: "gitlab",
        address: "203.0.113.66",
        blocked: true,
        left: 3571,
        rule: "5763",
        alert: "1800000000.42",
      },
      {
        host: "gitlab",
        address: "198.51.100.23",
        blocked: true,
        rule: "-",
        alert: "-",
        history: [],
      },
    ]);
  });

  test("an address that is not blocked now is told by what was decided about it", () => {
    expect(blockedOn("gitlab", state, "100.64.0.66")).toMatchObject([
      { blocked: false, history: [{ decision: "white-listed" }] },
    ]);
    expect(blockedOn("gitlab", state, "192.0.2.1")).toEqual([]);
    expect(printBlocks([], "192.0.2.1", 0)).toBe("192.0.2.1 is blocked nowhere");
    expect(printBlocks([], undefined, 0)).toBe("nobody is blocked");
    expect(printBlocks([], "192.0.2.1", 2)).toBe(
      "192.0.2.1 is blocked on none of the hosts that answered; 2 did not, and nothing is known about those",
    );
    expect(printBlocks([], undefined, 1)).toBe(
      "nobody is blocked on the hosts that answered; 1 did not, and nothing is known about those",
    );
  });
});
