import { DIFFERENCES } from "../wazuh/versions/differences";
import type { Flow, HostChange, Plan } from "./plan";
import { nameHosts } from "./sameHosts";

/** What of Wazuh is restarted on a host, in words. */
const RESTARTS: Readonly<Record<HostChange["restart"], string>> = {
  none: "no restart",
  "hot-reload": "hot reload of the rules",
  reload: "all daemons restart",
  waits: "waits for your window",
};

/** What of Wazuh is restarted on a host, and why where that is by its version. */
export function restartSentence({ restart, instead }: HostChange): string {
  return restart === "waits" ? RESTARTS[restart] : (instead ?? RESTARTS[restart]);
}

/** How a host is told that changes, in one word. */
export const CHANGES: Readonly<Record<HostChange["change"], string>> = {
  new: "new",
  changed: "changed",
  removed: "leaves the stack",
  again: "applied again, no file changes",
  same: "same",
};

/** The line of versions whose agents reload, as sentences have it. */
const AGENT_RELOAD = DIFFERENCES["agent-reload"].since.replace(/\.\d+$/, "");

/** What a reload ends, on an agent that may hold timed responses. */
const LIFTS = "; timed responses end early, but blocks of block-ip stay";

/** One sentence on ar.conf: whether agents reload, and what that ends. */
export function rowSentence({ rows, groups, deferred }: Plan): string {
  if (deferred && rows.agents > 0)
    return "ar.conf would change: the managers wait (rollout.deferArConfChanges), no agent reloads";
  const { added, removed, agents, lifts, restarting = 0 } = rows;
  if (agents === 0 && added.length + removed.length === 0) {
    return groups.names.length > 0
      ? "ar.conf stays"
      : "ar.conf stays: no agent reloads, no timed response is lifted";
  }
  const older =
    restarting === 0
      ? ""
      : `; ${restarting === agents ? "all" : `${restarting}`} of them run a Wazuh before ${AGENT_RELOAD}: ${DIFFERENCES["agent-reload"].instead}`;
  return `ar.conf changes: every agent (${agents}) reloads${lifts ? LIFTS : ""}${older}`;
}

/** One sentence on the agent.conf of groups, where any changes: which agents reload, and what that ends. */
export function groupSentences({ groups: { names, lifts }, deferred }: Plan): readonly string[] {
  if (names.length === 0) return [];
  const which = `agent.conf of ${names.length === 1 ? "group" : "groups"} ${names.join(", ")}`;
  return [
    deferred
      ? `${which} would change: the managers wait (rollout.deferArConfChanges), no agent reloads`
      : `${which} changes: its agents reload${lifts ? LIFTS : ""}`,
  ];
}

/** Agents of a flow in few words. */
export function agentsOf({ agents, of, where }: Flow): string {
  const who =
    agents.length === 0
      ? "no agent"
      : agents.length === of
        ? `every agent (${of})`
        : `${nameHosts(agents)} of ${of} agents`;
  return where === undefined ? who : `${where}; script on ${who}`;
}

/** True where `up` would open no connection. */
export function isEmpty(plan: Plan): boolean {
  return plan.hosts.every(({ change }) => change === "same");
}
