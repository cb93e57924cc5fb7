import type { BlockNetwork } from "../../model/kinds/blockNetwork";
import type { Alert } from "../alerts/alert";
import { addressOf } from "./address";
import { embedded4 } from "./embedded";
import type { HostLists } from "./listed";
import { networkOf, type NetworkLists } from "./network";
import { whyNever } from "./never";
import { addressText, foundField } from "./field";
import type { OwnList } from "./hostList";
import type { Climbed, Past } from "./past";
import type { LogSettings } from "./provenance";
import { whyUnproven } from "./unproven";

/** What block-ip decides of one alert, before wazuh-execd is asked. */
export interface BlockVerdict {
  readonly verdict: "add" | "strange" | "forged" | "refused" | "white-listed" | "stopped";
  /** In the one spelling of the host; the text as it stands in the alert where it is strange. */
  readonly address: string;
  /** Seconds that a block lasts; 0 for ever. */
  readonly seconds: number;
  /** Which block of the address this is; 0 where nobody counts. */
  readonly step: number;
  /** Its network: blocked for so long, or why it is not. @default nothing is done about it */
  readonly network?: { readonly subject: string; readonly mates: number } & (
    Climbed | { readonly why: string }
  );
  /** Additions within a minute on the host, this one and its network too; 0 where none were counted. */
  readonly additions: number;
  /** "" for an addition. */
  readonly why: string;
}

/** The settings at the top of guarded-block-ip, and the lists beside it. */
export interface BlockSettings {
  /** Seconds of the first, the second, ... block by rule; other rules have `timesElse`. */
  readonly times: ReadonlyMap<number, readonly number[]>;
  readonly timesElse: readonly number[];
  /** Fields that may hold the address, by rule; other rules have `fieldsElse`. */
  readonly fields: ReadonlyMap<number, readonly string[]>;
  readonly fieldsElse: readonly string[];
  /** Additions a minute above which each is marked. */
  readonly storm: number;
  /** Additions a minute above which nothing more is blocked; 0 is off. */
  readonly breaker: number;
  /** Seconds behind the end of its last block after which an address is forgotten; undefined where nobody counts. */
  readonly forget: number | undefined;
  readonly network: Required<BlockNetwork>;
  readonly logs: LogSettings;
  readonly lists: HostLists;
  readonly networks: NetworkLists;
  /** The list that hosts alone ask, for the alerts of a rule. @default there is none */
  readonly hostList?: (rule: number) => OwnList;
}

/**
 * Decides as scripts/responses/guarded-block-ip.awk does, in its order. What only the host knows (its own addresses, gateways,
 * name servers, the managers in its ossec.conf) is not asked: replay says so.
 * @param stamps when the host added within the last minutes, in seconds; kept by the caller, see {@link countAdditions}.
 * @param past what the host remembers of its blocks; noted by the caller, see {@link noteBlock}.
 */
export function judgeBlock(
  alert: Alert,
  settings: BlockSettings,
  stamps: readonly number[],
  past: Past,
): BlockVerdict {
  const ladder = settings.times.get(alert.rule) ?? settings.timesElse;
  const [seconds = 0] = ladder;
  const field = foundField(alert, settings.fields.get(alert.rule) ?? settings.fieldsElse);
  const address = addressOf(addressText(field));
  const of = (
    verdict: BlockVerdict["verdict"],
    why: string,
    additions = 0,
    subject = address,
  ): BlockVerdict => ({ verdict, address: subject, seconds, step: 0, additions, why });
  if (address === "") return of("strange", field.why, 0, field.text);
  const forged = whyUnproven(alert, field, settings.logs);
  if (forged !== "") return of("forged", forged);
  const own = settings.hostList?.(alert.rule);
  const spared = whySpared(address, (one) => settings.lists(one) || (own?.lists(one) ?? ""));
  if (spared.startsWith("white list: ")) return of("white-listed", spared.slice(12));
  if (spared !== "") return of("refused", spared);
  const additions = countAdditions(stamps, alert.time, settings).length;
  if (settings.breaker > 0 && additions > settings.breaker)
    return of("stopped", tooMany(settings), additions);
  const now = Math.floor(alert.time / 1000);
  const { forget } = settings;
  const network = judgeNetwork(address, ladder, additions, { settings, own, past, now });
  return {
    ...of("add", "", additions + (network && "step" in network ? 1 : 0)),
    ...(forget !== undefined && past.climb(address, ladder, now, forget)),
    ...(network && { network }),
  };
}

function tooMany({ breaker }: Pick<BlockSettings, "breaker">): string {
  return `more than ${breaker} additions in a minute`;
}

/** What becomes of the network of an address that is blocked; undefined where nothing does. */
function judgeNetwork(
  address: string,
  ladder: readonly number[],
  additions: number,
  around: { settings: BlockSettings; own: OwnList | undefined; past: Past; now: number },
): BlockVerdict["network"] {
  const { settings, own, past, now } = around;
  const { network, breaker, forget } = settings;
  if ((address.includes(":") ? network.ipv6 : network.ipv4) === "none") return undefined;
  const subject = networkOf(address);
  const mates = past.matesOf(address, network.within, now);
  if (mates < network.after && (past.leftOf(subject, now) ?? -1) < 0) return undefined;
  const why =
    settings.networks(address) ||
    own?.networks(address) ||
    (breaker > 0 && additions + 1 > breaker ? tooMany(settings) : "");
  if (why !== "") return { subject, mates, why };
  const { step, seconds } = past.climb(subject, ladder, now, forget);
  return { subject, mates, step: forget === undefined ? 0 : step, seconds };
}

/** Notes what a host notes once it has blocked an address. @param time of the alert, in milliseconds */
export function noteBlock(
  past: Past,
  { address, step, seconds, network }: BlockVerdict,
  time: number,
): void {
  const now = Math.floor(time / 1000);
  past.note(address, { step, seconds }, now);
  if (network && "step" in network) past.note(network.subject, network, now);
}

/** Why an address is not blocked, or the IPv4 address that it holds is not; "" where it may be. */
export function whySpared(address: string, lists: HostLists): string {
  const spelt = [address, ...embedded4(address)];
  for (const [i, one] of spelt.entries()) {
    const why = whyNever(one) || lists(one);
    if (why !== "") return i === 0 ? why : `${why}, by its IPv4 address ${one}`;
  }
  return "";
}

/**
 * The additions of a host within the minute before an alert, with this one: what the script notes where it blocks.
 * @param time of the alert, in milliseconds
 * @param more 2 where a network was blocked with the address
 */
export function countAdditions(
  stamps: readonly number[],
  time: number,
  { storm, breaker }: Pick<BlockSettings, "storm" | "breaker">,
  more = 1,
): readonly number[] {
  const now = Math.floor(time / 1000);
  const first = Math.max(0, stamps.length - Math.max(storm, breaker));
  const before = stamps.slice(first).filter((at) => at <= now && now - at < 60);
  return [...before, ...Array.from({ length: more }, () => now)];
}
