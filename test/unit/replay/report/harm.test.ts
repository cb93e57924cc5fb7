import { fleetOf } from "../../../../policy/model/parseFleet";
import { policyOf } from "../../../../policy/model/parsePolicy";
import type { WrittenPolicy } from "../../../../policy/model/written";
import type { Alert } from "../../../../policy/replay/alerts/alert";
import { Replay } from "../../../../policy/replay/replay";
import type { Input, Report } from "../../../../policy/replay/report/report";

const START = Date.parse("2026-11-01T00:00:00Z");
const FLEET = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.1.0.1" },
  workers: [],
  agents: [{ name: "web-1", role: "agent", address: "10.3.0.1" }],
});
const NONE = { count: 0, at: [] };
const INPUT: Input = {
  ...{ files: [], lines: 0, alerts: 0, first: "-", last: "-" },
  ...{ duplicates: NONE, findings: NONE, late: NONE, lostBytes: 0, faults: [] },
};

function reportOf(
  written: Partial<WrittenPolicy>,
  alerts: readonly Alert[],
  more: { readonly operator?: string } = {},
): Report {
  const policy = policyOf({ whitelist: [], rules: [], responses: [], ...written });
  const known = [{ address: "203.0.113.200", name: "the payment service" }];
  const now = { name: "prod", policy, fleet: FLEET };
  const replay = new Replay({ now, days: 7, hosts: 1, known, ...more });
  for (const alert of alerts) replay.take(alert);
  return replay.report(INPUT);
}

/** A failed password for alice; more makes it another alert. */
function failed(seconds: number, srcip: string, more: Partial<Alert> = {}): Alert {
  return {
    time: START + seconds * 1000,
    id: `1.${seconds}`,
    manager: "wazuh",
    ...{ rule: 5760, level: 5, groups: ["sshd"], agentId: "001", agentName: "web-1" },
    srcip,
    dstuser: "alice",
    fullLog: `Nov  1 00:00:00 web-1 sshd[9]: Failed password for alice from ${srcip} port 4022 ssh2`,
    program: "sshd",
    location: "/var/log/auth.log",
    at: { file: "a", line: seconds },
    ...more,
  };
}

function session(seconds: number, dstuser: string, written: string): Alert {
  return failed(seconds, "-", {
    ...{ rule: 5501, level: 3, dstuser },
    fullLog: `Nov  1 00:00:00 web-1 sshd[9]: pam_unix(sshd:session): session opened for user ${written} by (uid=0)`,
  });
}

const against = ({ harm }: Report): string[] =>
  harm.map(({ subject, done, against: why }) => `${subject} ${done}: ${why.join("; ")}`);

const NETWORK = {
  responses: [
    {
      ...{ kind: "block-ip" as const, rules: [5760], timeout: 60 },
      network: { ipv4: "/24" as const, after: 2 },
    },
  ],
};

describe("harm of a network that is blocked", () => {
  it("is what is in it: log-ins from its addresses, known services, attempts of all", () => {
    const login = failed(0, "203.0.113.9", {
      ...{ rule: 5715, level: 3 },
      fullLog:
        "Nov  1 00:00:00 web-1 sshd[9]: Accepted password for alice from 203.0.113.9 port 4022 ssh2",
    });
    const report = reportOf(NETWORK, [login, failed(9, "203.0.113.1"), failed(20, "203.0.113.2")]);
    expect(against(report)).toEqual([
      "203.0.113.0/24 blocked: it holds 203.0.113.200, the payment service; alice logged in from it on web-1, 1 time, the nearest in the same hour",
    ]);
    expect(report.harm[0]?.because[0]).toBe("2 failed attempts on web-1, as alice");
    expect(report.harm[0]?.alertsAgainst.map(({ rule }) => rule)).toEqual([5715]);
  });

  it("is a private network", () => {
    const report = reportOf(NETWORK, [failed(0, "192.168.7.1"), failed(9, "192.168.7.2")]);
    expect(against(report).sort()).toEqual(
      ["192.168.7.0/24", "192.168.7.1", "192.168.7.2"].map(
        (one) => `${one} blocked: it is in 192.168.0.0/16, a private network`,
      ),
    );
  });
});

describe("harm of an account", () => {
  const LOCK = {
    responses: [
      { kind: "disable-account" as const, rules: [5760], timeout: 60, protect: [] as string[] },
    ],
  };
  const of = (dstuser: string): Alert =>
    failed(60, "203.0.113.1", {
      dstuser,
      fullLog: `Nov  1 00:00:00 web-1 sshd[9]: Failed password for ${dstuser} from 203.0.113.1 port 4022 ssh2`,
    });

  it.each([
    ["alice", session(0, "alice", "alice(uid=1001)")],
    ["alice", session(0, "alice(uid=1001)", "alice(uid=1001)")],
    ["john.doe", session(0, "john", "john.doe(uid=1002)")],
    ["Alice@corp", session(0, "alice", "alice")],
  ])("%s is that it was used on the same day, as PAM says", (name, used) => {
    expect(against(reportOf(LOCK, [used, of(name)]))).toEqual([
      `${name} locked: it was used on the same day, on web-1`,
    ]);
  });

  it("is none where another one was used", () => {
    expect(against(reportOf(LOCK, [session(0, "john", "john.doe"), of("john.d")]))).toEqual([]);
  });
});

it("shows the alerts that say that a program is normal", () => {
  const seen = [0, 90_000].map((seconds, i) => ({
    ...failed(seconds, "-", { rule: 80_792, groups: ["audit_command"], agentName: `web-${i + 1}` }),
    fields: { "audit.exe": "/usr/bin/backup" },
  }));
  const { harm } = reportOf(
    { responses: [{ kind: "kill-process", rules: [100_050], processes: ["backup"] }] },
    seen,
  );
  expect(harm[0]).toMatchObject({
    subject: "backup",
    done: "killed",
    against: ["it ran on 2 hosts for 1 day, so it is normal there"],
    alertsAgainst: [{ host: "web-1" }, { host: "web-2" }],
  });
});

it("counts how often the marks of storm and breaker are crossed, not how often they are passed", () => {
  const block = { kind: "block-ip" as const, rules: [5760], timeout: 60, storm: 2, breaker: 4 };
  // Two and two more above the storm mark, then one stopped; an hour later again, and then quietly.
  const at = [0, 1, 2, 3, 4, 5, 3600, 3601, 3602, 3603, 7200];
  const alerts = at.map((seconds, i) => failed(seconds, `203.0.113.${i + 1}`));
  const { hosts, decisions } = reportOf({ responses: [block] }, alerts);
  expect(decisions).toEqual({ blocked: 9, stopped: 2 });
  expect(hosts).toMatchObject([{ host: "web-1", actions: 9, storms: 2, breaks: 1, stopped: 2 }]);
});

it("knows the address of whoever asks", () => {
  const block = { responses: [{ kind: "block-ip" as const, rules: [5760], timeout: 60 }] };
  expect(
    against(reportOf(block, [failed(0, "198.51.100.9")], { operator: "198.51.100.9" })),
  ).toEqual(["198.51.100.9 blocked: it is the address of whoever runs this replay"]);
});

describe("a script of one's own under the runner", () => {
  const SCRIPT = {
    ...{ kind: "custom" as const, rules: [5760], command: "page", executable: "page.sh" },
    script: "#!/bin/sh\n",
  };

  it("asks the lists for the address of its field, and is harm where that is ours", () => {
    const report = reportOf(
      {
        neverBlock: [{ address: "203.0.113.7", name: "proxy" }],
        responses: [{ ...SCRIPT, field: ["srcip"], timeout: 60 }],
      },
      [failed(0, "203.0.113.7"), failed(1, "203.0.113.200"), failed(2, "203.0.113.200")],
    );
    expect(report.decisions).toEqual({ refused: 1, ran: 1, "already active": 1 });
    expect(report.rows.map(({ subject, what }) => `${subject} ${what}`)).toContain(
      "203.0.113.200 run page.sh",
    );
    expect(against(report)).toEqual([
      "203.0.113.200 handed to page.sh: it is in 203.0.113.200, the payment service",
    ]);
    expect(report.gain).toMatchObject({ attackers: 0, scripts: 1 });
  });

  it("is said to be unknown in what it does", () => {
    expect(reportOf({ responses: [SCRIPT] }, []).notKnown).toContain(
      "What page.sh would have done to an address, an account or a host is not known: its runs are counted, and one for an address of yours is called harm as a block is.",
    );
  });
});

it("plays a stock rule that the manager overwrites with its recorded level, and says so", () => {
  const block = {
    responses: [{ kind: "block-ip" as const, rules: [], level: 12, timeout: 60 }],
  };
  const report = reportOf(block, [failed(0, "203.0.113.1", { level: 12 })]);
  expect(report.decisions).toEqual({ blocked: 1 });
  expect(report.notKnown.join("\n")).toContain(
    "1 stock rules have another level in the alerts than in Wazuh 4.14 (5760): the manager overwrites them",
  );
});
