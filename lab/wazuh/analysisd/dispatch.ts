import { leadingNumber, type ActiveResponse, type ArConfig } from "../config/activeResponse";
import { isWhiteListed, type WhiteList } from "../config/whiteList";
import { warning, type Word } from "../config/words";
import type { Firing } from "../rules/engine";
import type { Alert } from "./alert";

/** A message for one execd: the manager's own, or that of an agent through remoted. */
export interface Dispatched {
  readonly to: "execq" | { readonly agent: string };
  /** JSON of wazuh-facts.md, section 6, with the wire name as command. */
  readonly message: string;
}

/** What the responses of a firing are decided by. */
export interface DispatchArgs {
  readonly config: Pick<ArConfig, "local" | "remote">;
  readonly whiteList: WhiteList;
  readonly alert: Alert;
  readonly nodeName: string;
  /** Ids of the agents that are connected, for `all`. */
  readonly active: readonly string[];
}

/** Decides which responses of a firing are sent where, and what analysisd says about it. */
export function dispatch(
  firing: Firing,
  args: DispatchArgs,
): { sent: readonly Dispatched[]; words: readonly Word[] } {
  const { fields, sender } = firing.event;
  const sent: Dispatched[] = [];
  const words: Word[] = [];
  for (const response of firing.rule.responses) {
    const refusals = strange(fields["dstuser"] ?? fields["user"], fields["srcip"]);
    words.push(...refusals);
    if (refusals.length > 0) continue;
    const srcip = fields["srcip"];
    if (srcip !== undefined && isWhiteListed(args.whiteList, srcip)) continue;
    const message = messageOf(response, args);
    for (const to of targets(response, sender.id, args)) sent.push({ to, message });
  }
  return { sent, words };
}

function strange(dstuser: string | undefined, srcip: string | undefined): Word[] {
  const words: Word[] = [];
  if (dstuser !== undefined && !/^[a-zA-Z._0-9@?-]*$/.test(dstuser))
    words.push(warning(`(1272): Invalid username '${dstuser}'. Possible logging attack.`));
  if (srcip !== undefined && !/^[a-zA-Z.:_0-9-]*$/.test(srcip))
    words.push(warning(`(1271): Invalid IP Address '${srcip}'. Possible logging attack.`));
  return words;
}

function targets(
  { on, agentId }: ActiveResponse,
  sender: string,
  { config, active }: DispatchArgs,
): Dispatched["to"][] {
  if (on.server || (on.local && sender === "000")) return config.local ? ["execq"] : [];
  if (!config.remote) return [];
  if (on.all) return active.map((agent) => ({ agent }));
  const id = on.definedAgent ? leadingNumber(agentId ?? "") : Number(sender);
  return [{ agent: String(id).padStart(3, "0") }];
}

function messageOf({ wireName, command }: ActiveResponse, args: DispatchArgs): string {
  return JSON.stringify({
    version: 1,
    origin: { name: args.nodeName, module: "wazuh-analysisd" },
    command: wireName,
    parameters: { extra_args: command.extraArgs, alert: args.alert },
  });
}
