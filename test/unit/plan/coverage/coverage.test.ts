import { withExpired } from "../../../../cli/verbs/check/check";
import type { HostCheck } from "../../../../cli/lib/checkHosts";
import { withCoverage } from "../../../../cli/lib/coverage";
import { coverageOf } from "../../../../policy/plan/coverage/coverage";
import { printCoverage } from "../../../../policy/plan/coverage/printCoverage";
import { expiredEntries } from "../../../../policy/plan/coverage/expired";
import { fleetOf } from "../../../../policy/model/parseFleet";
import { policyOf } from "../../../../policy/model/parsePolicy";

const agent = (name: string, location: string) =>
  ({ name, role: "agent", address: "10.0.0.9", location }) as const;
const fleet = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.0.0.1" },
  workers: [],
  agents: [agent("hel-1", "hel1"), agent("nbg-1", "nbg1"), agent("nbg-2", "nbg1")],
});
const policy = policyOf({
  whitelist: [],
  rules: [],
  responses: [
    { kind: "block-ip", rules: [5763], timeout: 3600 },
    {
      kind: "kill-process",
      rules: [100050],
      processes: ["xmrig"],
      on: { locations: ["hel1"] },
    },
  ],
});
const ENROLLED = [
  { id: "001", name: "hel-1" },
  { id: "002", name: "nbg-1" },
  { id: "007", name: "by-hand" },
];
const check = (host: string, role = "agent"): HostCheck => ({
  host,
  role,
  state: "clean",
  drift: [],
});

describe("coverage", () => {
  const coverage = coverageOf(policy, fleet, ENROLLED);

  it("tells agents that have everything from those that are not covered, and why", () => {
    expect(coverage).toEqual({
      covered: 1,
      gaps: [
        {
          agent: "nbg-1",
          id: "002",
          state: "blank",
          cause: "kept",
          commands: ["kill-malicious-process"],
          why: "excluded by `on`: nothing runs for kill-malicious-process",
        },
        {
          agent: "by-hand",
          id: "007",
          state: "blank",
          cause: "stranger",
          commands: ["kill-malicious-process"],
          why: "in no stack: nothing runs for kill-malicious-process",
        },
      ],
      notEnrolled: ["nbg-2"],
      twice: [],
      idsGone: [],
    });
  });

  it("calls it a fallback where the stock executable runs instead", () => {
    const blocks = { ...policy, responses: policy.responses.slice(0, 1) };
    expect(coverageOf(blocks, fleet, ENROLLED).gaps).toEqual([
      {
        agent: "by-hand",
        id: "007",
        state: "fallback",
        cause: "stranger",
        commands: ["firewall-drop"],
        why: "in no stack: the stock firewall-drop runs for firewall-drop",
      },
    ]);
    // In a stack that observes the fallback would block in earnest, so there is none.
    const observing = coverageOf({ ...blocks, mode: "observe" }, fleet, ENROLLED);
    expect(observing.gaps.map(({ state }) => state)).toEqual(["blank"]);
  });

  it("knows what Windows can run: its own stock executables, nothing of ours", () => {
    const both = policyOf({
      ...policy,
      responses: [
        { kind: "block-ip", rules: [5763], timeout: 3600 },
        { kind: "custom", rules: [60204], command: "netsh", executable: "netsh.exe", timeout: 60 },
      ],
    });
    const known = [{ id: "008", name: "desk", platform: "windows" }];
    expect(coverageOf(both, fleet, known).gaps).toEqual([
      {
        agent: "desk",
        id: "008",
        state: "blank",
        cause: "windows",
        commands: ["firewall-drop"],
        why: "runs Windows: nothing runs for firewall-drop",
      },
    ]);
    expect(printCoverage(coverageOf(both, fleet, known)).slice(1, 4)).toEqual([
      "warning: 1 not covered (runs Windows) by firewall-drop:",
      "  desk (008)",
      "  left alone: netsh.exe blocks a whole /32 for an IPv6 address, and no white list is asked",
    ]);
    const netsh = { ...both, responses: both.responses.slice(1) };
    expect(coverageOf(netsh, fleet, known).gaps).toEqual([]);
    const linux = [{ id: "009", name: "box", platform: "debian" }];
    expect(coverageOf(netsh, fleet, linux).gaps.map(({ why }) => why)).toEqual([
      "in no stack: nothing runs for netsh",
    ]);
  });

  it("knows that nothing runs where the agent's own file disables it, and that a stock executable always does", () => {
    const off = [{ id: "001", name: "hel-1", disabled: true }];
    expect(coverageOf(policy, fleet, off).gaps).toMatchObject([
      { cause: "disabled", state: "blank", commands: ["firewall-drop", "kill-malicious-process"] },
    ]);
    const deny = policyOf({
      ...policy,
      responses: [
        {
          kind: "custom",
          rules: [5763],
          command: "host-deny",
          executable: "host-deny",
          on: { locations: ["hel1"] },
        },
      ],
    });
    expect(coverageOf(deny, fleet, ENROLLED).covered).toBe(3);
    // While a stack observes, the row names an executable that only the stack's agents have.
    expect(
      coverageOf({ ...deny, mode: "observe" }, fleet, ENROLLED).gaps.map(({ why }) => why),
    ).toEqual([
      "excluded by `on`: nothing runs for host-deny",
      "in no stack: nothing runs for host-deny",
    ]);
  });

  it("stays within 100 columns and a few lines for 1,000 agents with long names", () => {
    const many = Array.from({ length: 1000 }, (_, i) => ({
      id: String(i + 1).padStart(3, "0"),
      name: `${i}-${"long-".repeat(24)}`,
      platform: i % 2 === 0 ? "windows" : "debian",
      disabled: i % 7 === 0,
    }));
    const lines = printCoverage(coverageOf(policy, fleet, many));
    expect(lines.length).toBeLessThan(12);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines[1]).toBe(
      "warning: 143 not covered (disabled in its ossec.conf) by firewall-drop, kill-malicious-process:",
    );
    expect(lines[2]).toMatch(/^ {2}0-long-[-longre]+\.\.\. and 142 more$/);
  });

  it("names an agent that was enrolled again, and a response that is bound to the id it had", () => {
    const bound = policyOf({
      ...policy,
      responses: [{ kind: "block-ip", rules: [5763], timeout: 3600, location: { agentId: "003" } }],
    });
    const again = [...ENROLLED, { id: "011", name: "hel-1" }];
    const found = coverageOf(bound, fleet, again);
    expect(found.twice).toEqual([{ agent: "hel-1", ids: ["001", "011"] }]);
    expect(printCoverage(found)).toEqual([
      "coverage: 4 of 4 enrolled agents have every response",
      "warning: 1 of the stack not enrolled:",
      "  nbg-2",
      "warning: 1 enrolled more than once; remove the old id on the manager (manage_agents -r ID):",
      "  hel-1 (001, 011)",
      "warning: responses[0].location.agentId: no agent has the id 003; was it enrolled again?",
    ]);
  });

  it("stands among the checks: outsiders as rows, an agent that the manager does not know as drift", () => {
    const checks = ["hel-1", "nbg-1", "nbg-2"].map((name) => check(name));
    expect(withCoverage(checks, coverage).map(({ host, state }) => [host, state])).toEqual([
      ["hel-1", "clean"],
      ["nbg-1", "clean"],
      ["nbg-2", "drift"],
      ["by-hand", "blank"],
    ]);
    expect(printCoverage(coverage)).toEqual([
      "coverage: 1 of 3 enrolled agents have every response",
      "warning: 1 not covered (excluded by `on`) by kill-malicious-process:",
      "  nbg-1 (002)",
      "warning: 1 not covered (in no stack) by kill-malicious-process:",
      "  by-hand (007)",
      "warning: 1 of the stack not enrolled:",
      "  nbg-2",
    ]);
  });
});

describe("an entry of the white list that is past its date", () => {
  const dated = policyOf({
    ...policy,
    whitelist: [
      {
        address: "192.0.2.7",
        name: "pentest",
        expires: "2026-11-24",
        source: "whitelist.common[0]",
      },
      { address: "192.0.2.8", name: "today", expires: "2026-11-25" },
      { address: "192.0.2.9", name: "forever" },
    ],
  });

  it("is drift on every manager that could be looked at", () => {
    const expired = expiredEntries(dated, "2026-11-25");
    expect(expired).toEqual([
      "pentest (192.0.2.7) is on the white list although it expired on 2026-11-24; take whitelist.common[0] out of the stack and run pulumi up",
    ]);
    const checks = [
      check("wazuh", "master"),
      { ...check("w", "worker"), reason: "off" },
      check("a"),
    ];
    expect(withExpired(checks, expired).map(({ state, drift }) => [state, drift.length])).toEqual([
      ["drift", 1],
      ["clean", 0],
      ["clean", 0],
    ]);
    expect(withExpired(checks, [])).toEqual(checks);
  });
});
