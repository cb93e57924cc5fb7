import { withCoverage } from "../../../../cli/lib/coverage";
import { enrolledAgent } from "../../../../cli/lib/manager/enrolled";
import { isOfFive, versionIn } from "../../../../policy/model/enrolledAgent";
import { fleetOf } from "../../../../policy/model/parseFleet";
import { policyOf } from "../../../../policy/model/parsePolicy";
import { coverageOf } from "../../../../policy/plan/coverage/coverage";
import { printCoverage } from "../../../../policy/plan/coverage/printCoverage";
import { renderHost } from "../../../../policy/render/renderHost";
import { readEnrolled } from "../../../../ssh/readEnrolled";

const agent = (name: string, version?: string) =>
  ({ name, role: "agent", address: "10.0.0.9", ...(version && { version }) }) as const;
const fleet = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.0.0.1" },
  workers: [],
  agents: [agent("hel-1"), agent("hel-2"), agent("hel-3", "v5.0.0")],
});
const policy = policyOf({
  whitelist: [],
  rules: [],
  responses: [{ kind: "block-ip", rules: [5763], timeout: 3600 }],
});
const ENROLLED = [
  { id: "001", name: "hel-1", version: "4.14.7" },
  { id: "002", name: "hel-2", version: "5.0.0" },
  { id: "003", name: "hel-3" },
];

describe("agents of Wazuh 5", () => {
  const coverage = coverageOf(policy, fleet, ENROLLED);

  it("are named by coverage, by what the manager or the stack says", () => {
    expect(printCoverage(coverage)).toEqual([
      "coverage: 1 of 3 enrolled agents have every response",
      "warning: 2 not covered (runs Wazuh 5, beta) by firewall-drop:",
      "  hel-2 (002), hel-3 (003)",
    ]);
  });

  it("are named by check, also where their files are as they were", () => {
    const clean = { host: "hel-2", role: "agent", state: "clean", drift: [] } as const;
    expect(withCoverage([clean], coverage)[0]).toEqual({
      ...clean,
      state: "drift",
      drift: [
        {
          what: "Wazuh 5",
          detail: "agent 002: runs Wazuh 5, beta: nothing runs for firewall-drop",
        },
      ],
    });
  });

  it("get no script by any placement", () => {
    const [, , five] = fleet.agents;
    expect(five && renderHost(policy, fleet, five).files).toEqual([]);
  });

  it("are known by wazuh-db's answer and by the API's", () => {
    const rows = `[{"id":1,"name":"hel-2","os_platform":"debian","version":"Wazuh v5.0.0","connection_status":"active"},{"id":2,"name":"new","connection_status":"never_connected"}]`;
    expect(readEnrolled(`agents ${rows}\n`)).toEqual([
      { id: "001", name: "hel-2", platform: "debian", version: "5.0.0" },
      { id: "002", name: "new" },
    ]);
    expect(
      enrolledAgent({ id: "001", name: "hel-2", status: "active", version: "Wazuh v5.0.0" }),
    ).toEqual({ id: "001", name: "hel-2", version: "5.0.0" });
  });

  it("are those of 5 and later", () => {
    expect(["4.14.7", "5.0.0", "v5.1.0", "10.0.0"].map((version) => isOfFive({ version }))).toEqual(
      [false, true, true, true],
    );
    expect(isOfFive({})).toBe(false);
    expect(versionIn("Wazuh vX")).toBeUndefined();
  });
});
