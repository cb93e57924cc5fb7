import * as pulumi from "@pulumi/pulumi";

import type { HostBundle } from "../policy/rollout/fleetBundles";
import type { HostRollout } from "../policy/rollout/rolloutNote";
import { FAILED, type HostReport } from "./hostReport";
import type { HostState } from "./hostState";
import { settledOr } from "./standInWhileUnknown";
import { onValue } from "./onValue";

/** A host of a rollout: its state, and what is wanted of it. */
export interface Reporting {
  readonly name: string;
  readonly state: HostState;
  readonly wanted: pulumi.Output<HostBundle> | HostBundle;
  /** True where this run leaves it as it is, because its owner said so. */
  readonly held: boolean;
}

/** What hosts say of themselves. Whatever the program declared: a host that the engine did not touch says what it has. */
export interface FleetReports {
  /** Verified files of every host, by host and path. */
  readonly hosts: pulumi.Output<Record<string, HostReport["files"]>>;
  /** Which bundle each host applied last, who brought it, and when. */
  readonly rollouts: pulumi.Output<Record<string, HostRollout>>;
  /** Hosts that do not have what this run wanted of them, but for those that it left as they are. */
  readonly behind: pulumi.Output<readonly string[]>;
}

/** @param last the last rollout of each host, for one that reports none. */
export function fleetReports(
  all: readonly Reporting[],
  last: Readonly<Record<string, HostRollout>>,
): FleetReports {
  const reports = pulumi.all(all.map(({ state }) => settledOr(state.report, FAILED)));
  const digests = pulumi.all(all.map(({ wanted }) => onValue(wanted, ({ digest }) => digest)));
  const rollouts = reports.apply((known) =>
    Object.fromEntries(
      all.flatMap(({ name }, i) => {
        const { rollout } = known[i] as HostReport;
        const said = rollout?.bundle === undefined ? last[name] : (rollout as HostRollout);
        return said ? [[name, said] as const] : [];
      }),
    ),
  );
  return {
    hosts: reports.apply((known) =>
      Object.fromEntries(all.map(({ name }, i) => [name, (known[i] as HostReport).files])),
    ),
    rollouts,
    behind: pulumi
      .all([rollouts, digests])
      .apply(([by, wanted]) =>
        all.flatMap(({ name, held }, i) => (held || by[name]?.bundle === wanted[i] ? [] : [name])),
      ),
  };
}
