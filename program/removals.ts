import type { ActiveResponsePolicy } from "../components/activeResponsePolicy";
import type { FoundAtHetzner } from "../components/hetznerSource";
import type { Fleet } from "../policy/model/fleet";
import { fleetBundles } from "../policy/rollout/fleetBundles";
import { removalOf, type Removal } from "../policy/rollout/leaving";
import type { Rollout } from "./readRollout";
import { wordsOf } from "./wordsOf";

/**
 * Which hosts lose files in this run, by what each said last: a step of its own for every host would be half of all resources,
 * and hardly ever run.
 * @param known what each host gets; undefined where addresses are known only later. The paths are known all the same.
 * @returns undefined where nothing is known of what the hosts said: then each has its step.
 */
export function removals(
  rollout: Rollout,
  known: ActiveResponsePolicy["known"],
): ReadonlyMap<string, Removal> | undefined {
  const { joined, last, found } = rollout;
  if (last.said === undefined) return undefined;
  const bundleOf = known ?? fleetBundles(joined.policy, withLabels(joined.fleet, found));
  return new Map(
    wordsOf(rollout).flatMap(([host, words]): [string, Removal][] => {
      const removal = removalOf(bundleOf(host).bundle.files, words);
      return removal ? [[host, removal]] : [];
    }),
  );
}

/** What decides where a response is placed, of the servers that Hetzner was asked about. */
function withLabels(fleet: Fleet, found: ReadonlyMap<string, FoundAtHetzner>): Fleet {
  return {
    ...fleet,
    agents: fleet.agents.map((agent) => {
      const server = found.get(agent.name);
      if (!server) return agent;
      const labels = { ...server.labels, ...agent.labels };
      return { ...agent, location: server.location, labels };
    }),
  };
}
