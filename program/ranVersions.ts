import { hostsOf } from "../policy/model/fleet";
import type { RanVersions } from "../policy/plan/versionsOf";
import { saidBy } from "./lastSaid";
import type { Rollout } from "./readRollout";

/** Which Wazuh the hosts of the fleet ran at their last apply, by what they said then; none where nothing is known. */
export function ranVersions({
  joined: { fleet },
  last: { said },
}: Pick<Rollout, "joined" | "last">): RanVersions {
  return new Map(
    hostsOf(fleet).flatMap(({ name, role }): [string, string][] => {
      const wazuh = said?.get(saidBy(name, role !== "agent"))?.wazuh;
      return wazuh === undefined ? [] : [[name, wazuh]];
    }),
  );
}
