import type { Bundle } from "../bundle/bundle";
import { coverageOf } from "./coverage/coverage";
import type { EnrolledAgent } from "../model/enrolledAgent";
import type { Fleet } from "../model/fleet";
import type { Policy } from "../model/policy";
import type { Deployed } from "./deployed";
import { flowsOf } from "./flows";
import { hostChange } from "./hostChange";
import { LineChanges } from "./lineChanges";
import type { Plan } from "./plan";
import { groupChanges } from "./groupChanges";
import { rowChanges } from "./rowChanges";
import { whitelistChange } from "./whitelistChange";

/** What there is before and after an `up`. */
export interface PlanInput {
  /** The last deployment; undefined before the first. */
  readonly before: Deployed | undefined;
  /** The bundles of every host of the stack. */
  readonly after: readonly Bundle[];
  /** The policy that they were rendered from, with the fleet's own addresses on its white list. */
  readonly policy: Policy;
  readonly fleet: Fleet;
  /** The stack defers changes of ar.conf. @default false */
  readonly defer?: boolean;
  /** Agents that the manager knows. @default not known */
  readonly enrolled?: readonly EnrolledAgent[] | undefined;
}

/** What an `up` would do: pure, from the state of the last one and the bundles of the next. */
export function planOf(
  { before, after, policy, fleet, defer = false, enrolled }: PlanInput,
  lines = new LineChanges(),
): Plan {
  const next = new Map(after.map((bundle) => [bundle.host, bundle]));
  const gone = [...(before?.bundles.keys() ?? [])].filter((host) => !next.has(host));
  const isMaster = (bundle: Bundle): boolean => bundle.role === "master";
  const old = [...(before?.bundles.values() ?? [])].find(isMaster);
  const master = after.find(isMaster);
  const rows = rowChanges(old, master, fleet.agents.length);
  const groups = groupChanges(old, master);
  // The first rollout never waits: there is nothing yet that agents would lose.
  const deferred = defer && old !== undefined && (rows.agents > 0 || groups.names.length > 0);
  return {
    first: before === undefined,
    hosts: [...next.keys(), ...gone].map((host) => {
      const change = hostChange(before?.bundles.get(host), next.get(host), lines);
      return deferred && change.role !== "agent" ? { ...change, restart: "waits" } : change;
    }),
    rows,
    groups,
    deferred,
    whitelist: whitelistChange(before, policy.whitelist),
    flows: flowsOf(policy, fleet),
    ...(enrolled && { coverage: coverageOf(policy, fleet, enrolled) }),
  };
}
