import { formatDuration } from "../model/duration";
import { byAlertsOf } from "../model/kinds/traitsOf";
import type { TriggeredResponse } from "../model/response";
import { STOCK_EXECUTABLES, STOCK_EXECUTABLES_5 } from "../wazuh/stock/stockExecutables";
import { stockRule } from "../wazuh/stock/stockRules";
import type { FiveChannel } from "./five";

/** What is lost or other in Wazuh 5 of one response, a sentence each. */
export function changesOf({ response, ...five }: FiveChannel, was: TriggeredResponse): string[] {
  return [
    ...counting(response, five),
    ...executable(response, was),
    ...place(response),
    ...ownRules(response),
  ];
}

function counting(
  response: TriggeredResponse,
  { count, within }: Pick<FiveChannel, "count" | "within">,
): string[] {
  const counted = response.rules.filter((id) => stockRule(id)?.counts);
  const { executable: name, whose } = byAlertsOf(response).runs(response);
  const counts = `counts, and acts at ${count} findings of one source in ${formatDuration(within)}`;
  // Only our scripts count.
  const ours = count > 1 ? `the script on the host ${counts}` : "the script acts at the first";
  const does = whose === "ours" ? ours : `nobody counts: ${name} is run at each finding`;
  if (counted.length > 0)
    return [
      `${ids(counted)} ${counted.length > 1 ? "count" : "counts"} events, and no rule of Wazuh 5 does. Findings are of single events: ${does}`,
    ];
  return count > 1 ? [does] : [];
}

function executable(response: TriggeredResponse, was: TriggeredResponse): string[] {
  const before = byAlertsOf(was).runs(was);
  const now = byAlertsOf(response).runs(response);
  if (before.executable !== now.executable)
    return [
      `${before.executable} is not in Wazuh 5: ${now.executable} takes its place, which needs nftables on the host`,
    ];
  if (now.whose === "ours") return [];
  const { executable: name } = now;
  if (now.whose === "the user's")
    return [
      `its script ${name} speaks for itself: unless it was rewritten, it understands only the message of 4.14; protocol: runner spares it that`,
    ];
  if (STOCK_EXECUTABLES_5.has(name))
    return [
      `${name} is an executable of Wazuh 5 too, without a white list: it acts on any address or account, your own included`,
    ];
  return STOCK_EXECUTABLES.has(name)
    ? []
    : [`${name} is on the hosts already: unless it was rewritten, it understands only 4.14`];
}

function place({ location, on }: TriggeredResponse): string[] {
  return [
    ...(location === "all"
      ? ["runs on every registered agent of version 5; one that was off gets it up to 1h late"]
      : []),
    ...(on ? ["goes to every agent with a finding; only those of `on` have the script"] : []),
  ];
}

function ownRules({ rules, groups = [], level }: TriggeredResponse): string[] {
  const own = rules.filter((id) => !stockRule(id));
  return [
    ...(own.length > 0
      ? [
          `${ids(own)} ${own.length > 1 ? "are" : "is"} of your own: to be written anew for Wazuh 5, where rules are Sigma`,
        ]
      : []),
    ...(groups.length > 0 || level !== undefined
      ? ["Wazuh 5 has no groups of rules and no numbers for levels: a query says it instead"]
      : []),
  ];
}

function ids(rules: readonly number[]): string {
  return `rule${rules.length > 1 ? "s" : ""} ${rules.join(", ")}`;
}
