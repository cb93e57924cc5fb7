import type { WrittenFleet, WrittenPolicy } from "../../../../policy/model/written";
import { fleetOf } from "../../../../policy/model/parseFleet";
import { policyOf } from "../../../../policy/model/parsePolicy";
import type { Alert } from "../../../../policy/replay/alerts/alert";
import { Player } from "../../../../policy/replay/play/player";

const FLEET: WrittenFleet = {
  master: { name: "wazuh", role: "master", address: "10.1.0.1" },
  workers: [],
  agents: [
    { name: "web-1", role: "agent", address: "10.3.0.1", location: "hel1" },
    { name: "db-1", role: "agent", address: "10.3.0.2", location: "nbg1" },
  ],
};
const START = Date.parse("2026-11-01T00:00:00Z");
const PEER = "203.0.113.66";

function player(written: Partial<WrittenPolicy>): Player {
  return new Player(
    policyOf({ whitelist: [], rules: [], responses: [], ...written }),
    fleetOf(FLEET),
  );
}

/** A failed password, which the rule 5760 sees. */
function failed(seconds: number, more: Partial<Alert> = {}): Alert {
  const srcip = more.srcip ?? PEER;
  return {
    time: START + seconds * 1000,
    id: `1.${seconds}`,
    manager: "wazuh",
    rule: 5760,
    level: 5,
    groups: ["syslog", "sshd", "authentication_failed"],
    agentId: "001",
    agentName: "web-1",
    srcip,
    dstuser: "root",
    fullLog: `Nov  1 00:00:00 web-1 sshd[9]: Failed password for root from ${srcip} port 4022 ssh2`,
    program: "sshd",
    location: "/var/log/auth.log",
    at: { file: "a", line: seconds },
    ...more,
  };
}

/** What each alert comes to: words, subjects, hosts and reasons. */
function said(one: Player, alerts: readonly Alert[]): string[] {
  return alerts.map((alert) => {
    const { saved, decisions } = one.play(alert);
    if (saved) return "saved";
    return decisions
      .map(({ word, rule, subject, host, why, renewed }) =>
        [word, rule, subject, host, why, ...(renewed ? ["renewed"] : [])].join("|"),
      )
      .join(" & ");
  });
}

const EVERY = { kind: "block-ip", rules: [5760], timeout: 60 } as const;

describe("a block", () => {
  it("needs eight failures, saves what comes within its time, and ends", () => {
    const one = player({ responses: [{ kind: "block-ip", rules: [5763], timeout: 60 }] });
    const alerts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 66, 67, 68].map((at) => failed(at));
    expect(said(one, alerts)).toEqual([
      ...["", "", "", "", "", "", ""],
      `blocked|5763|${PEER}|web-1|for 60s`,
      ...["saved", "saved", "", ""],
    ]);
  });

  it("is on the host that reported; elsewhere the address goes on, and is blocked there", () => {
    const one = player({ responses: [EVERY] });
    const other = { agentId: "002", agentName: "db-1" };
    expect(said(one, [failed(0), failed(1), failed(2, other)])).toEqual([
      `blocked|5760|${PEER}|web-1|for 60s`,
      "saved",
      `blocked|5760|${PEER}|db-1|for 60s`,
    ]);
    expect(one.hosts.get("web-1")?.peak).toEqual({ blocks: 1, time: START });
  });

  it("everywhere, on the manager, or on one agent", () => {
    const at = (location: "all" | "server" | { agentId: string }): string[] =>
      said(player({ responses: [{ ...EVERY, location }] }), [
        failed(0, { agentId: "002", agentName: "db-1" }),
      ]);
    expect(at("all")).toEqual([
      `blocked|5760|${PEER}|web-1|for 60s & blocked|5760|${PEER}|db-1|for 60s`,
    ]);
    expect(at("server")).toEqual([`blocked|5760|${PEER}|wazuh|for 60s`]);
    expect(at({ agentId: "002" })).toEqual([`blocked|5760|${PEER}|db-1|for 60s`]);
  });

  it("is the stock one where the host has no script of ours, and nothing where there is no row for it", () => {
    const other = { agentId: "009", agentName: "by-hand" };
    expect(said(player({ responses: [EVERY] }), [failed(0, other)])).toEqual([
      "blank|5760|guarded-block-ip|by-hand|it is not on this host",
    ]);
    const hour = { ...EVERY, timeout: 3600 };
    const one = player({ responses: [{ ...hour, on: { locations: ["nbg1"] } }] });
    expect(said(one, [failed(0), failed(1)])).toEqual([
      `blocked|5760|${PEER}|web-1|for 600s, by the stock firewall-drop, which asks no list`,
      "saved",
    ]);
    const none = player({ responses: [{ ...hour, on: { locations: ["nbg1"] }, fallback: false }] });
    expect(said(none, [failed(0)])).toEqual([
      "blank|5760|guarded-block-ip|web-1|it is not on this host",
    ]);
  });

  it("stops at the breaker, and marks a storm", () => {
    const one = player({ responses: [{ ...EVERY, breaker: 3, storm: 2 }] });
    const alerts = [1, 2, 3, 4].map((i) => failed(i, { srcip: `203.0.113.${i}` }));
    const decisions = alerts.flatMap((alert) => one.play(alert).decisions);
    expect(
      decisions.map(({ word, storm, additions, why }) => [word, additions, storm, why]),
    ).toEqual([
      ["blocked", 1, undefined, "for 60s"],
      ["blocked", 2, undefined, "for 60s"],
      ["blocked", 3, true, "for 60s"],
      ["stopped", undefined, undefined, "more than 3 additions in a minute"],
    ]);
  });
});

describe("the manager", () => {
  it("holds back by its white list, and by letters that it does not let pass", () => {
    const one = player({
      responses: [EVERY],
      whitelist: [
        { address: "198.51.100.0/24", name: "office" },
        { address: "2001:db8::1", name: "monitor" },
      ],
    });
    const alerts = [
      failed(0, { srcip: "198.51.100.9" }),
      failed(1, { srcip: "::ffff:198.51.100.9" }),
      failed(2, { srcip: "2001:DB8::1" }),
      failed(3, { dstuser: "CORP\\bob" }),
      failed(4, { srcip: "fe80::1%eth0" }),
    ];
    const user = "the user holds a character that Wazuh lets pass to no response (1272)";
    // What our guards take, the gates do not see.
    expect(said(one, alerts)).toEqual([
      "held|5760|198.51.100.9|web-1|white list: office",
      "held|5760|198.51.100.9|web-1|white list: office",
      "held|5760|2001:db8::1|web-1|white list: monitor",
      `held|5760|${PEER}|web-1|${user}`,
      `guarded|119000|fe80::1|web-1|sshd: the line does not prove its address`,
    ]);
  });

  it("lets no strange address pass, of a rule that no guard of ours stands before", () => {
    const one = player({ responses: [{ ...EVERY, rules: [100_001] }], managerRules: [100_001] });
    expect(said(one, [failed(0, { rule: 100_001, srcip: "fe80::1%eth0" })])).toEqual([
      "held|100001|fe80::1|web-1|the address holds a character that Wazuh lets pass to no response (1271)",
    ]);
  });

  it("takes by our guards what proves no address", () => {
    const one = player({ responses: [EVERY] });
    const forged = "error: kex_exchange_identification: client sent invalid protocol identifier";
    expect(
      said(one, [
        failed(0, {
          fullLog: `Nov  1 00:00:00 web-1 sshd[9]: ${forged} "Failed password for root from ${PEER}"`,
        }),
        failed(1, { location: "/tmp/x" }),
      ]),
    ).toEqual([
      `guarded|119000|${PEER}|web-1|sshd: the line does not prove its address`,
      `guarded|119000|${PEER}|web-1|sshd: a line from a file where it does not log`,
    ]);
  });
});

describe("other responses", () => {
  it("lock an account once, and never one that is protected", () => {
    const one = player({
      responses: [{ kind: "disable-account", rules: [5760], timeout: 60, protect: ["deploy"] }],
    });
    const of = (seconds: number, dstuser: string): Alert =>
      failed(seconds, {
        dstuser,
        fullLog: `Nov  1 00:00:00 web-1 sshd[9]: Failed password for ${dstuser} from ${PEER} port 4022 ssh2`,
      });
    expect(
      said(one, [
        of(0, "alice"),
        of(30, "alice"),
        of(91, "alice"),
        of(92, "deploy"),
        of(93, "root"),
      ]),
    ).toEqual([
      "locked|5760|alice|web-1|",
      "already active|5760|alice|web-1|",
      "locked|5760|alice|web-1|",
      "refused|5760|deploy|web-1|on the protect list",
      "refused|5760|root|web-1|root is never locked",
    ]);
  });

  it("end a listed program by the rule that is made of the list, and run a script of one's own", () => {
    const one = player({
      responses: [
        { kind: "kill-process", rules: [100_050], processes: ["xmrig"] },
        {
          kind: "custom",
          rules: [100_050],
          command: "page",
          executable: "page.sh",
          script: "#!/bin/sh\n",
        },
      ],
    });
    const started = (exe: string): Alert => ({
      ...failed(0, {
        rule: 80_792,
        groups: ["audit", "audit_command"],
        fields: { "audit.exe": exe },
      }),
    });
    expect(said(one, [started("/tmp/xmrig"), started("/usr/bin/date")])).toEqual([
      "killed|100050|xmrig|web-1| & ran|100050|203.0.113.66|web-1|",
      "",
    ]);
  });
});
