import type { Alert } from "../alerts/alert";
import { addressOf } from "./address";
import { embedded4 } from "./embedded";
import type { HostLists } from "./listed";
import { whyNever } from "./never";
import { addressText, foundField } from "./field";
import type { LogSettings } from "./provenance";
import { whyUnproven } from "./unproven";

/** What block-ip decides of one alert, before wazuh-execd is asked. */
export interface BlockVerdict {
  readonly verdict: "add" | "strange" | "forged" | "refused" | "white-listed" | "stopped";
  /** In the one spelling of the host; the text as it stands in the alert where it is strange. */
  readonly address: string;
  /** Seconds that a block lasts; 0 for ever. */
  readonly seconds: number;
  /** Additions within a minute on the host, this one too; 0 where none were counted. */
  readonly additions: number;
  /** "" for an addition. */
  readonly why: string;
}

/** The settings at the top of guarded-block-ip, and the lists beside it. */
export interface BlockSettings {
  /** Seconds by rule; other rules have `secondsElse`. */
  readonly times: ReadonlyMap<number, number>;
  readonly secondsElse: number;
  /** Fields that may hold the address, by rule; other rules have `fieldsElse`. */
  readonly fields: ReadonlyMap<number, readonly string[]>;
  readonly fieldsElse: readonly string[];
  /** Additions a minute above which each is marked. */
  readonly storm: number;
  /** Additions a minute above which nothing more is blocked; 0 is off. */
  readonly breaker: number;
  readonly logs: LogSettings;
  readonly lists: HostLists;
  /** The list that hosts alone ask, for the alerts of a rule. @default there is none */
  readonly hostList?: (address: string, rule: number) => string;
}

/**
 * Decides as scripts/responses/guarded-block-ip.awk does, in its order. What only the host knows (its own addresses, gateways,
 * name servers, the managers in its ossec.conf) is not asked: replay says so.
 * @param stamps when the host added within the last minutes, in seconds; kept by the caller, see {@link countAdditions}.
 */
export function judgeBlock(
  alert: Alert,
  settings: BlockSettings,
  stamps: readonly number[],
): BlockVerdict {
  const seconds = settings.times.get(alert.rule) ?? settings.secondsElse;
  const field = foundField(alert, settings.fields.get(alert.rule) ?? settings.fieldsElse);
  const address = addressOf(addressText(field));
  const of = (
    verdict: BlockVerdict["verdict"],
    why: string,
    additions = 0,
    subject = address,
  ): BlockVerdict => ({ verdict, address: subject, seconds, additions, why });
  if (address === "") return of("strange", field.why, 0, field.text);
  const forged = whyUnproven(alert, field, settings.logs);
  if (forged !== "") return of("forged", forged);
  const spared = whySpared(
    address,
    (one) => settings.lists(one) || (settings.hostList?.(one, alert.rule) ?? ""),
  );
  if (spared.startsWith("white list: ")) return of("white-listed", spared.slice(12));
  if (spared !== "") return of("refused", spared);
  const additions = countAdditions(stamps, alert.time, settings).length;
  return settings.breaker > 0 && additions > settings.breaker
    ? of("stopped", `more than ${settings.breaker} additions in a minute`, additions)
    : of("add", "", additions);
}

/** Why an address is not blocked, or the IPv4 address that it holds is not; "" where it may be. */
function whySpared(address: string, lists: HostLists): string {
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
 */
export function countAdditions(
  stamps: readonly number[],
  time: number,
  { storm, breaker }: Pick<BlockSettings, "storm" | "breaker">,
): readonly number[] {
  const now = Math.floor(time / 1000);
  const first = Math.max(0, stamps.length - Math.max(storm, breaker));
  return [...stamps.slice(first).filter((at) => at <= now && now - at < 60), now];
}
