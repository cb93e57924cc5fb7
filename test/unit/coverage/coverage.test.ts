import { withExpired } from "../../../cli/check";
import type { HostCheck } from "../../../cli/checkHosts";
import { printCoverage, withCoverage } from "../../../cli/coverage";
import { coverageOf } from "../../../policy/coverage/coverage";
import { expiredEntries } from "../../../policy/coverage/expired";
import type { Fleet } from "../../../policy/model/fleet";
import type { Policy } from "../../../policy/model/policy";

const agent = (name: string, location: string) =>
  ({ name, role: "agent", address: "10.0.0.9", location }) as const;
const fleet: Fleet = {
  master: { name: "wazuh", role: "master", address: "10.0.0.1" },
  workers: [],
  agents: [agent("hel-1", "hel1"), agent("nbg-1", "nbg1"), agent("nbg-2", "nbg1")],
};
const policy: Policy = {
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
};
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

  it("tells agents that have everything from those that are left blank, and why", () => {
    expect(coverage).toEqual({
      covered: 1,
      gaps: [
        {
          agent: "nbg-1",
          id: "002",
          state: "blank",
          why: "kept from it by `on`: nothing runs for kill-malicious-process",
        },
        {
          agent: "by-hand",
          id: "007",
          state: "blank",
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
        why: "in no stack: the stock firewall-drop runs for firewall-drop",
      },
    ]);
    // In a stack that observes the fallback would block in earnest, so there is none.
    const observing = coverageOf({ ...blocks, mode: "observe" }, fleet, ENROLLED);
    expect(observing.gaps.map(({ state }) => state)).toEqual(["blank"]);
  });

  it("knows what Windows can run: its own stock executables, nothing of ours", () => {
    const both: Policy = {
      ...policy,
      responses: [
        { kind: "block-ip", rules: [5763], timeout: 3600 },
        { kind: "custom", rules: [60204], command: "netsh", executable: "netsh.exe", timeout: 60 },
      ],
    };
    const known = [{ id: "008", name: "desk", platform: "windows" }];
    expect(coverageOf(both, fleet, known).gaps).toEqual([
      {
        agent: "desk",
        id: "008",
        state: "blank",
        why: "runs Windows: nothing runs for firewall-drop",
      },
    ]);
    const netsh = { ...both, responses: both.responses.slice(1) };
    expect(coverageOf(netsh, fleet, known).gaps).toEqual([]);
    const linux = [{ id: "009", name: "box", platform: "debian" }];
    expect(coverageOf(netsh, fleet, linux).gaps.map(({ why }) => why)).toEqual([
      "in no stack: nothing runs for netsh",
    ]);
  });

  it("names an agent that was enrolled again, and a response that is bound to the id it had", () => {
    const bound: Policy = {
      ...policy,
      responses: [{ kind: "block-ip", rules: [5763], timeout: 3600, location: { agentId: "003" } }],
    };
    const again = [...ENROLLED, { id: "011", name: "hel-1" }];
    const found = coverageOf(bound, fleet, again);
    expect(found.twice).toEqual([{ agent: "hel-1", ids: ["001", "011"] }]);
    expect(printCoverage(found)).toEqual([
      "coverage: 4 of 4 enrolled agents have every response",
      "warning: 1 of the stack not enrolled: nbg-2",
      "warning: 1 enrolled more than once; remove the old id on the manager (manage_agents -r ID): hel-1 (001, 011)",
      "warning: responses[0].location.agentId: no agent has the id 003; was it enrolled again under another?",
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
      "warning: 2 left blank: nbg-1 (002, kept from it by `on`: nothing runs for kill-malicious-process); by-hand (007, in no stack: nothing runs for kill-malicious-process)",
      "warning: 1 of the stack not enrolled: nbg-2",
    ]);
  });
});

describe("an entry of the white list that is past its date", () => {
  const dated: Policy = {
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
  };

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
