import { isListedName } from "../../model/hostListAddress";
import { actsOn } from "../../model/kinds/traitsOf";
import type { Policy } from "../../model/policy";
import { isTriggered } from "../../model/response";
import { commandOf } from "../../render/commands";
import { IGNORING } from "../../wazuh/stock/ignoringRules";
import { stockRule } from "../../wazuh/stock/stockRules";
import { LOG_LEVEL, losesIgnore, whyNotCounted } from "../rules/countingNodes";
import { unreadPatterns } from "../rules/ownNodes";

/** What alerts said that a policy does not know of. */
export interface Strangers {
  /** Rules that are neither stock nor the policy's own -> how often. */
  readonly rules: ReadonlyMap<number, number>;
  /** Names of agents that are not in the stack. */
  readonly agents: ReadonlySet<string>;
  /** Stock rules that have another level in alerts. */
  readonly overwritten: ReadonlySet<number>;
  /** Addresses whose attempts are no longer remembered, since there were too many. */
  readonly forgotten: number;
  /** Addresses and accounts whose log-ins are no longer remembered. */
  readonly logins: number;
  /** Subjects that are kept as a number, and those of them of which later log-ins were not asked. */
  readonly folded: number;
  readonly early: number;
  /** Blocks, keys and past blocks of hosts that were let go before their time. */
  readonly letGo: number;
  /** Actions that the timeline does not hold. */
  readonly untimed: number;
}

/** Names that a sentence lists. */
const FEW = 8;

/**
 * What cannot be known from alerts, a sentence each: said before any figure, since whoever switches a response on must know what
 * was not looked at.
 */
export function notKnown(policy: Policy, strangers: Strangers): readonly string[] {
  const bound = [
    ...new Set(policy.responses.filter(isTriggered).flatMap(({ rules }) => rules.map(Number))),
  ];
  return [
    "A host's own decisions are played without what only the host knows: its addresses, gateways and name servers, the managers in its ossec.conf, its accounts and processes, repeated_offenders.",
    "White-list entries that stand in the manager's ossec.conf outside of the stack are not asked.",
    "Alerts saved are those in the input that name a blocked address, of the host that blocked it and within its time, whatever their rule; what else of it would not have come, alerts do not tell.",
    ...aboutNames(policy),
    ...bound.flatMap((id) => (stockRule(id) === undefined ? [] : aboutStock(policy, id))),
    ...aboutManagerRules(policy, bound),
    ...unreadPatterns(policy).map((why) => `A rule of the stack is not played: ${why}.`),
    ...aboutOwnParents(policy),
    ...aboutCustom(policy),
    ...aboutStrangers(strangers),
    ...aboutTooMany(strangers),
  ];
}

function aboutNames({ hostWhitelist = [] }: Policy): string[] {
  const names = hostWhitelist.map(({ address }) => address).filter(isListedName);
  return names.length === 0
    ? []
    : [
        `What the names of hostWhitelist stood for is not known (${few(names)}): their addresses are played as if they were not listed.`,
      ];
}

function aboutStock(policy: Policy, id: number): string[] {
  const rule = stockRule(id);
  const found: string[] = [];
  if (rule && rule.level < LOG_LEVEL)
    found.push(
      `Rule ${id} has level ${rule.level}: Wazuh writes alerts from level ${LOG_LEVEL} on, so it is not in the input.`,
    );
  const why = rule?.counts ? whyNotCounted(id) : undefined;
  if (why !== undefined)
    found.push(
      `Rule ${id} is not counted anew, since ${why}: only what was recorded is played${losesIgnore(policy, id) ? ", without what its ignore window has swallowed" : ""}.`,
    );
  if (!rule?.counts && IGNORING.has(id) && losesIgnore(policy, id))
    found.push(
      `Rule ${id} loses its ignore window in this policy: what the window has swallowed is not in the input.`,
    );
  return found;
}

function aboutManagerRules({ rules }: Policy, bound: readonly number[]): string[] {
  const own = new Set(rules.map(({ id }) => Number(id)));
  const others = bound.filter(
    (id) => stockRule(id) === undefined && !own.has(id) && id !== 100_050,
  );
  return others.length === 0
    ? []
    : [`Of the manager's own rules (${others.join(", ")}) only what was recorded is played.`];
}

function aboutOwnParents({ rules }: Policy): string[] {
  return rules.flatMap(({ id, ifSid = [], ifMatchedSid }) => {
    const parents = [...ifSid, ...(ifMatchedSid === undefined ? [] : [ifMatchedSid])];
    const low = parents.filter((one) => (stockRule(one)?.level ?? LOG_LEVEL) < LOG_LEVEL);
    return low.length === 0
      ? []
      : [
          `Rule ${id} stands below rule ${low.join(", ")}, whose level is not written: it is played only where the manager has it already.`,
        ];
  });
}

function aboutCustom({ responses }: Policy): string[] {
  const names = new Set(
    responses
      .filter(isTriggered)
      .filter((one) => actsOn(one, "anything"))
      .map((one) => commandOf(one).executable),
  );
  return names.size === 0
    ? []
    : [
        `What ${few([...names])} would have done to an address, an account or a host is not known: its runs are counted, and one for an address of yours is called harm as a block is.`,
      ];
}

function aboutStrangers({ rules, agents, overwritten }: Strangers): string[] {
  const found: string[] = [];
  if (rules.size > 0)
    found.push(
      `${rules.size} rules of alerts are neither stock nor the stack's (${few([...rules.keys()])}): what such a rule takes, others do not see.`,
    );
  if (agents.size > 0)
    found.push(
      `${agents.size} agents are not in the stack (${few([...agents])}): there the executables that every host has would run, or nothing.`,
    );
  if (overwritten.size > 0)
    found.push(
      `${overwritten.size} stock rules have another level in the alerts than in Wazuh 4.14 (${few([...overwritten])}): the manager overwrites them, or has another version. They are played with the level that was recorded.`,
    );
  return found;
}

/** What memory has no room for is never left out without a word. */
function aboutTooMany({ forgotten, logins, folded, early, letGo, untimed }: Strangers): string[] {
  const found: string[] = [];
  if (forgotten > 0)
    found.push(
      `There were too many addresses to remember what all of them tried: of ${forgotten} the earliest attempts are not counted.`,
    );
  if (folded > 0)
    found.push(
      `There were too many addresses and accounts to keep each: ${folded} of them are in the figures alone, and one that came again later is counted again${early > 0 ? `; of ${early}, no log-in was looked for that came after` : ""}.`,
    );
  if (logins > 0)
    found.push(
      `Log-ins came from too many addresses, or of too many accounts, to remember all: ${logins} of them would not have been called harm.`,
    );
  if (letGo > 0)
    found.push(
      `Too many addresses were blocked at a time to remember all: ${letGo} blocks were taken as over for alerts that came later. The most at a time is about right.`,
    );
  if (untimed > 0)
    found.push(`The timeline lacks ${untimed} actions, since there were too many hours.`);
  return found;
}

function few(names: readonly (string | number)[]): string {
  return `${names.slice(0, FEW).join(", ")}${names.length > FEW ? ", ..." : ""}`;
}
