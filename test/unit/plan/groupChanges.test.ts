import { printBundle } from "../../../policy/bundle/bundle";
import { hostsOf } from "../../../policy/model/fleet";
import type { LogGroup } from "../../../policy/model/logGroup";
import { readDeployed } from "../../../policy/plan/deployed";
import type { Plan } from "../../../policy/plan/plan";
import { planOf } from "../../../policy/plan/planOf";
import { printPlan } from "../../../policy/plan/printPlan";
import { printPlanMarkdown } from "../../../policy/plan/printPlanMarkdown";
import { summaryOf } from "../../../policy/plan/summaryOf";
import { bundlesOf } from "../../../policy/render/renderFleet";
import { FLEET, policyOf } from "../lint/subject";

const bundles = (logGroups: readonly LogGroup[]) =>
  bundlesOf(policyOf({ logGroups }), FLEET, hostsOf(FLEET));

function plan(before: readonly LogGroup[], after: readonly LogGroup[], defer = false): Plan {
  const resources = bundles(before).map((bundle) => ({
    type: "command:remote:Command",
    inputs: { stdin: printBundle(bundle) },
  }));
  return planOf({
    before: readDeployed({ deployment: { resources } }),
    after: bundles(after),
    policy: policyOf({ logGroups: after }),
    fleet: FLEET,
    defer,
  });
}

const PATH = "/var/ossec/etc/shared/dbs/agent.conf (our part)";
const RELOADS =
  "agent.conf of group dbs changes: its agents reload; timed responses end early, but blocks of block-ip stay";

describe("a plan in which the log of a group comes to be collected", () => {
  it("names the file, restarts nothing, and says who reloads", () => {
    const made = plan([], [{ name: "dbs" }]);
    expect(made.hosts[0]).toMatchObject({
      files: [{ path: PATH, change: "new", added: 6, removed: 0 }],
      restart: "none",
    });
    expect(made.groups).toEqual({ names: ["dbs"], lifts: true });
    expect(printPlan(made)).toContain(`Agents\n  ar.conf stays\n  ${RELOADS}\nWhite list`);
    expect(printPlanMarkdown(made)).toContain(`\n**Groups:** ${RELOADS}.\n`);
  });

  it("says the same of one that changes, and of one that goes", () => {
    const named = [{ name: "dbs", agents: ["gitlab"] }];
    expect(plan([{ name: "dbs" }], named).groups.names).toEqual(["dbs"]);
    expect(plan(named, []).hosts[0]?.files).toMatchObject([{ path: PATH, change: "removed" }]);
    expect(plan(named, named).groups).toEqual({ names: [], lifts: false });
  });

  it("waits where the stack defers what makes agents reload", () => {
    const made = plan([], [{ name: "dbs" }], true);
    expect([made.deferred, made.hosts[0]?.restart]).toEqual([true, "waits"]);
    expect(printPlan(made)).toContain(
      "  agent.conf of group dbs would change: the managers wait (rollout.deferArConfChanges), no agent reloads\n",
    );
  });

  it("is summed up inside a program too", () => {
    const policy = policyOf({ logGroups: [{ name: "web" }, { name: "dbs", agents: ["gitlab"] }] });
    expect(summaryOf(policy, FLEET).slice(1, 3)).toEqual([
      "agent.conf of group web collects the log of its agents on Linux",
      "agent.conf of group dbs collects the log of gitlab",
    ]);
  });
});
