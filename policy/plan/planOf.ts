import { AGENT_CONF_KEY, type Bundle } from "../bundle/bundle";
import type { EnrolledAgent } from "../model/enrolledAgent";
import type { Fleet } from "../model/fleet";
import type { Policy } from "../model/policy";
import type { WhitelistEntry } from "../model/whitelist";
import { changedGroups } from "../rollout/changedGroups";
import { activeResponseOf } from "../wazuh/read/activeResponse";
import { readOssecConf } from "../wazuh/read/ossecConf";
import { has } from "../wazuh/versions/differences";
import { coverageOf } from "./coverage/coverage";
import type { Deployed } from "./deployed";
import { flowsOf } from "./flows";
import { hostChange } from "./hostChange";
import { LineChanges } from "./lineChanges";
import type { EntryChange, GroupChanges, Plan, RowChanges } from "./plan";
import { versionsOf } from "./versionsOf";
import { rowChanges, timedBefore } from "./rowChanges";

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
  const versionOf = versionsOf(fleet, before?.versions);
  const rows = {
    ...rowChanges(old, master, fleet.agents.length),
    ...restarting(fleet.agents, versionOf),
  };
  const groups = groupChanges(old, master);
  // The first rollout never waits: there is nothing yet that agents would lose.
  const deferred = defer && old !== undefined && (rows.agents > 0 || groups.names.length > 0);
  return {
    first: before === undefined,
    hosts: [...next.keys(), ...gone].map((host) => {
      const change = hostChange(before?.bundles.get(host), next.get(host), lines, versionOf(host));
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

/** How many agents restart as a whole for a new ar.conf; nothing where none is known to. */
function restarting(
  agents: Fleet["agents"],
  versionOf: ReturnType<typeof versionsOf>,
): Pick<RowChanges, "restarting"> {
  const count = agents.filter(({ name }) => !has(versionOf(name), "agent-reload")).length;
  return count === 0 ? {} : { restarting: count };
}

/** Groups whose agent.conf the master changes. */
function groupChanges(before: Bundle | undefined, after: Bundle | undefined): GroupChanges {
  const names = changedGroups(before?.[AGENT_CONF_KEY], after?.[AGENT_CONF_KEY]);
  return { names, lifts: names.length > 0 && timedBefore(before) };
}

/** What comes to the white list and what leaves it, by name. An entry with only another name is not a change. */
function whitelistChange(
  before: Deployed | undefined,
  after: readonly WhitelistEntry[],
): Plan["whitelist"] {
  const old = before === undefined ? [] : (before.whitelist ?? entriesOf(before));
  return { added: without(after, old), removed: without(old, after) };
}

function without(list: readonly EntryChange[], other: readonly EntryChange[]): EntryChange[] {
  const known = new Set(other.map(({ address }) => address));
  return list
    .filter(({ address }) => !known.has(address))
    .map(({ name, address }) => ({ name, address }));
}

// Without the stack's outputs only the addresses are known, from a manager's part of ossec.conf.
function entriesOf(before: Deployed): EntryChange[] {
  const part = [...before.bundles.values()].find((bundle) => bundle.part)?.part ?? "";
  return activeResponseOf(readOssecConf(part)).whitelist.map(({ content }) => {
    const address = content.replace(/^\^|\$$/g, "");
    return { name: address, address };
  });
}
