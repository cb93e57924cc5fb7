import type { Fleet, Host } from "../../model/fleet";
import { hostsOf } from "../../model/fleet";
import type { Policy } from "../../model/policy";
import { isOurs } from "../../model/kinds/blockIp";
import { ofKind } from "../../model/kinds/traitsOf";
import type { Response } from "../../model/response";
import { isPlacedOn } from "../../render/responses";
import { protectedAccounts } from "../../render/responses/disableAccount";
import { blockFields } from "../../render/responses/blockFields";
import { blockLimits } from "../../render/responses/blockLimits";
import { renderBlockLists } from "../../render/responses/blockLists";
import { besideTable, commandsAsked, renderHostList } from "../../render/responses/hostList";
import type { AccountSettings } from "../judge/account";
import type { BlockSettings } from "../judge/blockIp";
import { readHostList } from "../judge/hostList";
import { entriesOf, readHostLists } from "../judge/listed";
import { logSettingsOf } from "../judge/logSettings";
import { networkListsOf } from "../judge/network";

import { runnersOf, type Runners } from "./runners";

/** The settings at the top of the scripts that a host gets. */
export interface HostScripts {
  readonly block: BlockSettings;
  readonly account: AccountSettings;
  /** Names that kill-process may end. */
  readonly processes: readonly string[];
  readonly runners: Runners;
}

/** Finds the settings of each host; hosts with the same responses share them. */
export function scriptsOf(policy: Policy, fleet: Fleet): (host: string) => HostScripts {
  const logs = logSettingsOf(policy);
  const rendered = renderBlockLists(policy, fleet);
  const lists = readHostLists(rendered);
  const networks = networkListsOf(entriesOf(rendered));
  const runners = runnersOf(policy, { logs, lists });
  const hosts = new Map<string, Host>(hostsOf(fleet).map((host) => [host.name, host]));
  const known = new Map<string, HostScripts>();
  const made = new Map<string, HostScripts>();
  return (name) => {
    const before = known.get(name);
    if (before) return before;
    const host = hosts.get(name) ?? fleet.master;
    const placed = policy.responses.map((response) => isPlacedOn(response, host));
    const key = placed.join(" ");
    const scripts =
      made.get(key) ??
      settingsOf(
        policy.responses.filter((_, i) => placed[i]),
        { logs, lists, networks, accounts: fleet.accounts, policy, runners },
      );
    made.set(key, scripts);
    known.set(name, scripts);
    return scripts;
  };
}

function settingsOf(
  placed: readonly Response[],
  shared: Pick<BlockSettings, "logs" | "lists" | "networks"> & {
    readonly accounts: Fleet["accounts"];
    readonly policy: Policy;
    readonly runners: Runners;
  },
): HostScripts {
  const { logs, lists, networks, accounts, policy, runners } = shared;
  const blocks = ofKind(placed, "block-ip").filter(isOurs);
  return {
    block: {
      ...blockLimits(blocks),
      ...blockFields(blocks),
      logs,
      lists,
      networks,
      hostList: readHostList(renderHostList(besideTable(policy)), commandsAsked(blocks, policy)),
    },
    account: {
      protect: protectedAccounts(ofKind(placed, "disable-account"), accounts),
      logs,
    },
    processes: processesOf(placed),
    runners,
  };
}

/** Every process that any of these responses may end. */
export function processesOf(responses: readonly Response[]): readonly string[] {
  return [...new Set(ofKind(responses, "kill-process").flatMap(({ processes }) => processes))];
}
