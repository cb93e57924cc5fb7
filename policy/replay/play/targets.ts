import type { Fleet, Host } from "../../model/fleet";
import { hostsOf } from "../../model/fleet";
import type { Policy } from "../../model/policy";
import { isTriggered, type TriggeredResponse } from "../../model/response";
import { LOCATION } from "../../model/keys/triggered";
import { fallbackOf, runsForeign } from "../../render/commands";
import { isPlacedOn } from "../../render/responses";
import type { Alert } from "../alerts/alert";

/** What wazuh-execd of a host would run for a response. */
export type Runs =
  /** The executable that the policy brings, or an executable that the host has already. */
  | { readonly by: "ours" | "foreign" }
  /** Of the row for hosts without ours: the stock firewall-drop, for so many seconds. */
  | { readonly by: "fallback"; readonly seconds: number }
  /** The row names a file that is not there. */
  | { readonly by: "nothing" };

/** One host on which a response would run. */
export interface Target {
  readonly host: string;
  readonly runs: Runs;
}

/** Finds the hosts of a response by its location, and what they would run. */
export class Targets {
  private readonly hosts: ReadonlyMap<string, Host>;
  /** Names of agents by their ids, as alerts give them. */
  private readonly agents = new Map<string, string>();

  constructor(
    policy: Pick<Policy, "responses">,
    private readonly fleet: Fleet,
  ) {
    this.hosts = new Map(hostsOf(fleet).map((host) => [host.name as string, host]));
    this.fallbacks = policy.responses.map((response) => {
      const row = isTriggered(response) ? fallbackOf(response) : undefined;
      return row === undefined ? undefined : Number(row.timeout);
    });
  }

  private readonly fallbacks: readonly (number | undefined)[];

  /** True for a host of the stack. */
  has(host: string): boolean {
    return this.hosts.has(host);
  }

  /** The host that reported an alert: an agent, or the node of the manager itself. */
  reporter({ agentId, agentName, manager }: Alert): string {
    if (agentId !== "000") return agentName;
    return this.hosts.has(manager) ? manager : this.fleet.master.name;
  }

  /** Where a response to an alert runs (analysisd/alerts/exec.c:74, v4.14.7). */
  of(response: TriggeredResponse, index: number, alert: Alert): readonly Target[] {
    if (alert.agentId !== "000") this.agents.set(alert.agentId, alert.agentName);
    const location = response.location ?? LOCATION;
    const names =
      typeof location === "object"
        ? [this.agents.get(location.agentId) ?? `agent ${location.agentId}`]
        : location === "server"
          ? [this.hosts.has(alert.manager) ? alert.manager : String(this.fleet.master.name)]
          : location === "all"
            ? this.fleet.agents.map(({ name }) => String(name))
            : [this.reporter(alert)];
    return names.map((host) => ({ host, runs: this.runs(response, index, host) }));
  }

  private runs(response: TriggeredResponse, index: number, name: string): Runs {
    if (runsForeign(response)) return { by: "foreign" };
    const host = this.hosts.get(name);
    if (host && isPlacedOn(response, host)) return { by: "ours" };
    const seconds = this.fallbacks[index];
    return seconds === undefined ? { by: "nothing" } : { by: "fallback", seconds };
  }
}
