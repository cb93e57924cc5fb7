import { readAlert, PROCESS_FIELDS } from "../../../../policy/replay/alerts/readAlert";
import { printTime, readTimestamp } from "../../../../policy/replay/alerts/timestamp";

const AT = { file: "alerts.json", line: 7 };
const read = (value: unknown): unknown => readAlert(JSON.stringify(value), AT, PROCESS_FIELDS);

const SSHD = {
  timestamp: "2026-11-30T11:13:44.840+0000",
  rule: { level: 5, description: "sshd", id: "5760", groups: ["syslog", "sshd"] },
  agent: { id: "001", name: "web-1", ip: "10.2.0.1" },
  manager: { name: "mgr" },
  id: "1796037224.119",
  full_log: "Nov 30 11:13:43 web-1 sshd[5]: Failed password for root from 203.0.113.9 port 4 ssh2",
  predecoder: { program_name: "sshd", hostname: "web-1" },
  data: { srcip: "203.0.113.9", dstuser: "root" },
  location: "/var/log/auth.log",
};
const ALERT = {
  time: Date.UTC(2026, 10, 30, 11, 13, 44, 840),
  id: "1796037224.119",
  manager: "mgr",
  rule: 5760,
  level: 5,
  groups: ["syslog", "sshd"],
  agentId: "001",
  agentName: "web-1",
  agentIp: "10.2.0.1",
  srcip: "203.0.113.9",
  dstuser: "root",
  fullLog: SSHD.full_log,
  program: "sshd",
  location: "/var/log/auth.log",
  at: AT,
};

describe("readAlert", () => {
  it("reads an alert of Wazuh 4", () => {
    expect(read(SSHD)).toEqual({ kind: "alert", alert: ALERT });
  });

  it("reads it as an indexer keeps it, and names the node of a cluster", () => {
    expect(read({ _index: "x", _source: { ...SSHD, cluster: { node: "worker-1" } } })).toEqual({
      kind: "alert",
      alert: { ...ALERT, manager: "worker-1" },
    });
  });

  it("reads an alert of the forms before: no fraction of a second, fields at the top, numbers", () => {
    const { data, predecoder, ...rest } = SSHD;
    const old = {
      ...rest,
      ...data,
      timestamp: "2017-05-18T16:59:14-0400",
      program_name: predecoder.program_name,
      rule: { level: 5, sidid: 5760, id: 5760 },
    };
    expect(read(old)).toEqual({
      kind: "alert",
      alert: { ...ALERT, time: Date.UTC(2017, 4, 18, 20, 59, 14), groups: [] },
    });
  });

  it("keeps the fields that can name a process", () => {
    const data = {
      audit: { exe: "/tmp/xmrig", command: "xmrig", other: "x" },
      process: { name: "y" },
    };
    expect(read({ ...SSHD, data })).toMatchObject({
      alert: {
        fields: { "audit.exe": "/tmp/xmrig", "audit.command": "xmrig", "process.name": "y" },
      },
    });
  });

  it.each([
    ["not JSON", '{"a":', "is not JSON"],
    ["a list", "[]", "is not a JSON object"],
    ["no rule", '{"timestamp":"2026-11-30T11:13:44.840+0000"}', "holds no rule with a number"],
    ["a rule without a number", '{"rule":{"id":"x"}}', "holds no rule with a number"],
    ["no time", '{"rule":{"id":"1"},"timestamp":"yesterday"}', "holds no time"],
  ])("says what is wrong with %s", (_, line, why) => {
    expect(readAlert(line, AT, [])).toEqual({ kind: "wrong", why });
  });

  it("tells a finding of Wazuh 5", () => {
    const finding = {
      "@timestamp": "2026-11-30T11:13:44.840Z",
      wazuh: { rule: { id: "d5cc0e71" } },
    };
    expect(read(finding)).toEqual({ kind: "finding" });
  });
});

describe("readTimestamp", () => {
  const noon = Date.UTC(2026, 0, 2, 12);
  it.each([
    ["2026-01-02T12:00:00.000+0000", noon],
    ["2026-01-02T12:00:00.123+0000", noon + 123],
    ["2026-01-02T12:00:00.999+0000", noon + 999],
    ["2026-01-02T13:30:00.5+01:30", noon + 500],
    ["2026-01-02T07:00:00-0500", noon],
    ["2026-01-02T12:00:00.123456789Z", noon + 123],
    ["2026-01-02T12:00:00", undefined],
    ["2026-13-02T12:00:00Z", undefined],
    ["2026-01-02T25:00:00Z", undefined],
    ["", undefined],
  ])("reads %s", (text, time) => {
    expect(readTimestamp(text)).toBe(time);
  });

  it("prints what observed prints", () => {
    expect(printTime(noon)).toBe("2026/01/02 12:00:00");
  });
});
