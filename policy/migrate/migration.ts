import type { Fleet } from "../model/fleet";
import type { HostFile } from "../model/hostFile";
import type { Policy } from "../model/policy";
import { isTriggered } from "../model/response";
import type { Omission } from "../ossecConf/import/omission";
import { aboutResponse, sparesAddresses } from "./about";
import { changesOf } from "./changes";
import { channelOf, type Channel } from "./channel";
import { scriptsForFive } from "./five";
import { impossibleIn, type Impossible } from "./impossible";
import { fiveOf, fivesOf, policyIn5 } from "./inFive";
import type { Leftover } from "./leftovers";
import { limitsOf, type LimitCount } from "./limits";
import { monitorOf, type Monitor } from "./monitor";
import { sparedIn } from "./monitorQuery";

/** What one response becomes. */
export interface Migrated {
  readonly path: string;
  /** What it is in 4.14, in a line. */
  readonly about: string;
  readonly channel?: Channel;
  readonly monitor?: Monitor;
  /** What is lost or other there. */
  readonly changes: readonly string[];
}

/** What a policy becomes in Wazuh 5. */
export interface Migration {
  readonly responses: readonly Migrated[];
  /** What cannot be said there; with none, everything is. */
  readonly impossible: readonly Impossible[];
  readonly limits: readonly LimitCount[];
  /** How many addresses of white list and never list the queries name, and how many more only the scripts do. */
  readonly spared: { readonly inQueries: number; readonly left: number };
  /** Agents that get nothing until they are of version 5. */
  readonly below5: readonly string[];
  /** Of an ossec.conf: what must not be carried over. */
  readonly leftovers: readonly Leftover[];
  /** Of an ossec.conf: what import left out, and what nobody misses. */
  readonly omitted: readonly Omission[];
  /** Files of the scripts, for one agent of version 5. */
  readonly scripts: readonly HostFile[];
}

/** What an existing ossec.conf adds. */
export type OfFile = Pick<Migration, "leftovers" | "omitted">;

const NOTHING: OfFile = { leftovers: [], omitted: [] };

/** Says what a policy becomes in Wazuh 5. @param fleet undefined where it is not known: then there are no scripts. */
export function migrationOf(policy: Policy, fleet: Fleet | undefined, file?: OfFile): Migration {
  const where = file ? "file" : "stack";
  const pathOf = (i: number): string => (file ? `response ${i + 1}` : `responses[${i}]`);
  const { leftovers, omitted } = file ?? NOTHING;
  const there = policyIn5(policy);
  const channels = fivesOf(there);
  const spared = sparedIn([...there.whitelist, ...(there.neverBlock ?? [])]);
  const responses = there.responses.map((response, i): Migrated => {
    const five = fiveOf(response, channels);
    const [was] = policy.responses.slice(i, i + 1);
    const about = aboutResponse(was ?? response);
    const path = pathOf(i);
    const channel = five && channelOf(five, about);
    return {
      path,
      about,
      changes: five && was && isTriggered(was) ? changesOf(five, was) : [],
      ...(channel && {
        channel,
        monitor: monitorOf(five, channel, sparesAddresses(response) ? spared.addresses : []),
      }),
    };
  });
  const brought = responses.filter(({ channel }) => channel).length;
  const limits = limitsOf(brought, brought);
  return {
    responses,
    impossible: [
      ...there.responses.flatMap((response, i) => impossibleIn(response, pathOf(i), where)),
      ...limits.flatMap(tooMany),
      ...omitted.filter(isLost).map(unsaid),
    ],
    limits,
    spared: { inQueries: spared.addresses.length, left: spared.left },
    below5: (fleet?.agents ?? []).filter(isBelow5).map(({ name }) => name),
    leftovers,
    omitted: omitted.filter((one) => !isLost(one)),
    scripts: fleet ? scriptsForFive(there, fleet, channels) : [],
  };
}

function tooMany({ what, used, most, setting }: LimitCount): readonly Impossible[] {
  if (used <= most) return [];
  return [
    {
      path: "responses",
      why: `${used} ${what}, and an indexer of Wazuh 5 takes ${most}`,
      instead: `raise ${setting} there, or join responses of one kind and time`,
    },
  ];
}

/** Reasons of import for a block that does nothing in 4.14 either. */
const IDLE = /^(?:is disabled|is refused by Wazuh|has no trigger|never runs)/;

/** A block that runs in 4.14, or a pattern of the white list that protects somebody there: that is lost. */
function isLost({ what, reason }: Omission): boolean {
  if (what.startsWith("<white_list>")) return reason.startsWith("is a pattern; entries");
  return what.startsWith("<active-response") && !IDLE.test(reason);
}

function unsaid({ line, what, reason }: Omission): Impossible {
  return {
    path: `line ${line}`,
    why: `${what} ${reason}`,
    instead: what.startsWith("<white_list>")
      ? "write each address that it stands for, an IPv6 address between ^ and $"
      : "bring it into a form that import takes",
  };
}

function isBelow5({ version }: Fleet["agents"][number]): boolean {
  return version === undefined || Number(/^v?(\d+)/.exec(version)?.[1] ?? 0) < 5;
}
