import type { Finding } from "../policy/model/finding";
import type { Fleet, Host } from "../policy/model/fleet";
import type { Policy } from "../policy/model/policy";
import { policyDigest } from "../policy/bundle/policyDigest";
import { withFleetAddresses } from "../policy/model/fleetWhitelist";
import type { StackLink } from "../policy/model/stack";
import type { StackOutputs } from "./stackOutputs";

/** What the other stacks of the fleet say; undefined for one that was never rolled out. */
export interface OtherStacks {
  readonly manager?: StackOutputs | undefined;
  /** By location. */
  readonly locations?: Readonly<Record<string, StackOutputs | undefined>>;
}

/** A stack together with what it took from the others. */
export interface JoinedStack {
  readonly policy: Policy;
  /** The whole fleet as far as it is known here; of it, a stack rolls out its own part. */
  readonly fleet: Fleet;
  readonly digest: string;
  /** False where scripts that the manager may still name must stay on the agents. */
  readonly prune: boolean;
  /** Errors stop `up`; preview prints them and goes on. */
  readonly findings: readonly Finding[];
}

/**
 * Joins a stack with the others of its fleet. Scripts go before the manager's file that names them: a manager whose
 * locations still have another policy is not rolled out, and a location keeps old scripts until the manager has the
 * new policy.
 */
export function joinStacks(
  link: StackLink | undefined,
  policy: Policy,
  fleet: Fleet,
  others: OtherStacks,
): JoinedStack {
  const digest = policyDigest(policy);
  switch (link?.role) {
    case undefined:
    case "all":
      return {
        policy: withFleetAddresses(policy, fleet),
        fleet,
        digest,
        prune: true,
        findings: [],
      };
    case "manager": {
      const locations = Object.entries(link.locations).map(
        ([location, stack]) => [stack, others.locations?.[location]] as const,
      );
      const agents = locations.flatMap(([, outputs]) => [...(outputs?.agents ?? [])]);
      const whole = {
        ...fleet,
        agents,
        partial: locations.some(([, outputs]) => outputs === undefined),
      };
      return {
        policy: withFleetAddresses(policy, whole),
        fleet: whole,
        digest,
        prune: true,
        findings: locations.flatMap(([stack, outputs]) => behind(stack, outputs, digest)),
      };
    }
    case "location": {
      const { manager } = others;
      // A first rollout that did not reach the managers has published none of it.
      if (manager?.whitelist === undefined) {
        return {
          policy,
          fleet,
          digest,
          prune: false,
          findings: [neverRolledOut(link.managerStack)],
        };
      }
      const whole = {
        ...fleet,
        workers: manager.managers.filter(({ role }) => role === "worker"),
      };
      const shared = { ...policy, whitelist: manager.whitelist };
      return {
        policy: withFleetAddresses(shared, whole),
        fleet: whole,
        digest,
        prune: manager.policyDigest === digest,
        findings: [],
      };
    }
    default:
      return link satisfies never;
  }
}

/** The hosts that a stack rolls out itself: all of them, the manager's nodes, or the agents of a location. */
export function rolledOut(
  link: StackLink | undefined,
  fleet: Fleet,
): { master?: Host; workers: readonly Host[]; agents: readonly Host[] } {
  switch (link?.role) {
    case undefined:
    case "all":
      return fleet;
    case "manager":
      return { ...fleet, agents: [] };
    case "location":
      return { workers: [], agents: fleet.agents };
    default:
      return link satisfies never;
  }
}

/** A location that was never rolled out has no agents yet: nothing there can miss a script. */
function behind(stack: string, outputs: StackOutputs | undefined, digest: string): Finding[] {
  if (!outputs || outputs.policyDigest === digest) return [];
  return [
    {
      severity: "error",
      code: "location-behind",
      path: "stack.locations",
      value: `${stack} (${outputs.policyDigest === undefined ? "no policy on all of its hosts yet" : `policy ${outputs.policyDigest}`})`,
      reason: `has not rolled out this policy (${digest}), so its agents lack scripts that the manager would name`,
      instead: `run pulumi up --stack ${stack} first, then here again`,
    },
  ];
}

function neverRolledOut(stack: string): Finding {
  return {
    severity: "error",
    code: "manager-first",
    path: "stack.managerStack",
    value: stack,
    reason: "was never rolled out, so there is no white list yet",
    instead: `run pulumi up --stack ${stack} once, then here again`,
  };
}
