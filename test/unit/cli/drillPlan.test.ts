import { loginLines } from "../../../cli/verbs/drill/logins";
import { drillPlan } from "../../../cli/verbs/drill/drillPlan";
import { junitOf, printReport, type DrillReport } from "../../../cli/verbs/drill/report";
import { policyOf } from "../../../policy/model/parsePolicy";
import { hostOf } from "../../../policy/model/parseFleet";

const AGENT = hostOf({ name: "gitlab", role: "agent", address: "10.0.0.3", location: "hel1" });
const POLICY = policyOf({
  whitelist: [
    { address: "100.64.0.0/10", name: "headscale", source: "whitelist.common[0]" },
    { address: "198.51.100.7", name: "monitor", source: "whitelist.common[1]" },
    { address: "2001:db8:1::6", name: "six", source: "whitelist.common[2]" },
    { address: "10.0.0.3", name: "fleet: gitlab" },
  ],
  responses: [
    { kind: "block-ip", rules: [5763, 5712], timeout: 3600 },
    { kind: "kill-process", rules: [100_050], processes: ["/opt/evil", "xmrig"] },
  ],
  rules: [],
});

describe("the plan of a drill", () => {
  test("foreign addresses, one address of each entry that the stack's owner wrote, a listed program", () => {
    expect(drillPlan(POLICY, AGENT)).toEqual({
      login: { rule: 5763 },
      foreign: {
        first: "203.0.113.241",
        after: ["203.0.113.231", "203.0.113.232"],
        strange: "203.0.113.233",
      },
      listed: [
        { name: "headscale", address: "100.127.255.254" },
        { name: "monitor", address: "198.51.100.7" },
        { name: "six", address: "2001:db8:1::6" },
      ],
      keepsWindow: false,
      program: { name: "xmrig" },
      scripts: [],
      leftAlone: [],
    });
  });

  test("no foreign address that the hosts' own list holds, for whichever response", () => {
    const policy = policyOf({
      ...POLICY,
      hostWhitelist: [
        { address: "203.0.113.224/29", name: "lab", responses: ["firewall-drop"] },
        { address: "203.0.113.233", name: "tester", except: ["firewall-drop"] },
        { address: "monitor.example.org", name: "monitor" },
      ],
    });
    expect(drillPlan(policy, AGENT).foreign).toEqual({
      first: "203.0.113.241",
      after: ["203.0.113.232", "203.0.113.234"],
      strange: "203.0.113.235",
    });
    expect(() => drillPlan(policy, AGENT, "203.0.113.225")).toThrow(
      /^--from: 203\.0\.113\.225 is on the white list/,
    );
  });

  test("scripts under the runner, each executable once; who speaks for itself is left alone", () => {
    const bound = (command: string) => ({ kind: "custom" as const, rules: [31_151], command });
    const custom = (command: string, more: object = {}) => ({
      ...bound(command),
      executable: "ban",
      script: "#!/bin/sh\ncat\n",
      ...more,
    });
    const policy = policyOf({
      whitelist: [],
      rules: [],
      responses: [
        custom("ban", { timeout: "10m", field: ["win.eventdata.ipAddress", "srcip"] }),
        custom("ban-for-good"),
        custom("own", { executable: "own", protocol: "own" }),
        { ...bound("theirs"), executable: "host-deny" },
      ],
    });
    expect(drillPlan(policy, AGENT)).toMatchObject({
      scripts: [
        {
          executable: "ban",
          field: ["win.eventdata.ipAddress", "srcip"],
          key: ["win.eventdata.ipAddress", "srcip"],
        },
      ],
      leftAlone: ["own", "host-deny"],
    });
  });

  test.each([
    ["8.8.8.8", /^--from: "8.8.8.8" may be somebody's address; write one of 192\.0\.2\.0\/24, /],
    ["203.0.113.0/24", /may be somebody's address/],
    ["198.51.100.7", /^--from: 198\.51\.100\.7 is on the white list/],
  ])("--from %s is refused", (from, message) => {
    expect(() => drillPlan(POLICY, AGENT, from)).toThrow(message);
  });

  test("says what cannot be played, and why", () => {
    const elsewhere = { on: { locations: ["nbg1"] } };
    const responses = POLICY.responses.map((response) => ({ ...response, ...elsewhere }));
    expect(drillPlan({ ...POLICY, responses }, AGENT)).toMatchObject({
      login: {
        skipped: "this agent has no block-ip response (nftables) bound to rule 5763 or 5712",
      },
      program: { skipped: "this agent has no kill-process response with a program name" },
    });
  });

  test("more failed logins than the rules count, and of unknown users for 5712", () => {
    expect(loginLines(5763, "203.0.113.1")).toHaveLength(10);
    expect(loginLines(5763, "203.0.113.1")[0]).toBe(
      "Failed password for active-response-drill from 203.0.113.1 port 40000 ssh2",
    );
    expect(loginLines(5712, "2001:db8::1")[9]).toBe(
      "Failed password for invalid user active-response-drill from 2001:db8::1 port 40009 ssh2",
    );
  });
});

describe("the report of a drill", () => {
  const report: DrillReport = {
    stack: "prod",
    agent: "gitlab",
    began: "2026-11-25T03:00:00.000Z",
    seconds: 4.2,
    outcome: "failed",
    steps: [
      { step: "a", outcome: "passed", seconds: 1.25, detail: "seen" },
      { step: "b", outcome: "failed", seconds: 2, detail: 'not <seen> & "missed"' },
      { step: "c", outcome: "skipped", seconds: 0, detail: "no such response" },
      { step: "d", outcome: "noted", seconds: 0.5, detail: "as it is" },
    ],
  };

  test("JUnit XML: times, one failure, one skipped, text escaped", () => {
    const xml = junitOf(report);
    expect(xml).toContain('tests="4" failures="1" errors="0" skipped="1"');
    expect(xml).toContain('<testcase classname="drill.gitlab" name="a" time="1.25">');
    expect(xml).toContain('<failure message="not &lt;seen> &amp; &quot;missed&quot;"');
  });

  test("the table fits 100 columns", () => {
    const lines = printReport(report).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines.at(-1)).toBe("The drill on gitlab failed in 4.2 s.");
  });
});
