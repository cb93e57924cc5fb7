import type { Bundle } from "../bundle/bundle";
import type { Fleet } from "../model/fleet";
import type { Policy } from "../model/policy";
import type { Deployed } from "./deployed";
import { flowsOf } from "./flows";
import { hostChange } from "./hostChange";
import { LineChanges } from "./lineChanges";
import type { Plan } from "./plan";
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
}

/** What an `up` would do: pure, from the state of the last one and the bundles of the next. */
export function planOf(
  { before, after, policy, fleet }: PlanInput,
  lines = new LineChanges(),
): Plan {
  const next = new Map(after.map((bundle) => [bundle.host, bundle]));
  const gone = [...(before?.bundles.keys() ?? [])].filter((host) => !next.has(host));
  const isMaster = (bundle: Bundle): boolean => bundle.role === "master";
  return {
    first: before === undefined,
    hosts: [...next.keys(), ...gone].map((host) =>
      hostChange(before?.bundles.get(host), next.get(host), lines),
    ),
    rows: rowChanges(
      [...(before?.bundles.values() ?? [])].find(isMaster),
      after.find(isMaster),
      fleet.agents.length,
    ),
    whitelist: whitelistChange(before, policy.whitelist),
    flows: flowsOf(policy, fleet),
  };
}
