import { printTime } from "../alerts/timestamp";
import { addressOf, isIn } from "../judge/address";
import { bareName } from "../judge/account";
import { networkOf, overlap } from "../judge/network";
import type { Evidence, Logins } from "./evidence";
import type { Harm } from "./report";
import type { Sample } from "./sample";
import type { Acted } from "./acted";

/** By what an owner judges harm. */
export interface HarmSettings {
  /** A log-in so many days before or after a block speaks against it. */
  readonly days: number;
  /** A listed program that was seen on more hosts than this, for more than a day, is normal there. */
  readonly hosts: number;
  /** Addresses that are ours: of hosts and managers, with their names. */
  readonly ours: ReadonlyMap<string, string>;
  /** Networks that the stack names, with whose they are. */
  readonly known: readonly { readonly address: string; readonly name: string }[];
}

/** Ranges that never belong to one stranger (RFC 1918, 6598, 4193). */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"];
const HOUR = 3_600_000;

/** What speaks against an action, and how much. */
type Against = readonly [weight: Harm["weight"], why: string];

/** Finds what speaks against an action; undefined where nothing does. */
export function harmOf(acted: Acted, evidence: Evidence, settings: HarmSettings): Harm | undefined {
  const against = [...againstOf(acted, evidence, settings)].sort(([a], [b]) => b - a);
  const [first] = against;
  if (!first) return undefined;
  const logins = loginsOf(acted, evidence);
  return {
    kind: acted.kind,
    subject: acted.subject,
    done: doneTo(acted),
    weight: first[0],
    against: against.map(([, why]) => why),
    because: becauseOf(acted, evidence),
    times: acted.times,
    hosts: acted.hosts,
    rules: acted.rules,
    first: printTime(acted.first),
    last: printTime(acted.last),
    alertsAgainst: onceEach([
      ...acted.against,
      ...(logins?.samples ?? []),
      ...((acted.kind === "process" && evidence.sightings.get(acted.subject)?.samples) || []),
    ]).slice(0, 5),
    alertsFor: acted.samples,
  };
}

function doneTo({ kind, script = "it" }: Acted): string {
  return {
    address: "blocked",
    account: "locked",
    process: "killed",
    script: `handed to ${script}`,
  }[kind];
}

/** True of an address or a network, whatever would have been done to it. */
function isAddress({ kind, subject }: Acted): boolean {
  return kind === "address" || (kind === "script" && addressOf(subject) === subject);
}

function onceEach(samples: readonly Sample[]): Sample[] {
  return [...new Map(samples.map((one) => [`${one.at} ${one.alert}`, one])).values()];
}

function loginsOf(acted: Acted, evidence: Evidence): Logins | undefined {
  const { kind, subject } = acted;
  if (isAddress(acted)) return evidence.loginsFrom(subject);
  return kind === "account" ? evidence.ofAccount.get(bareName(subject)) : undefined;
}

function againstOf(acted: Acted, evidence: Evidence, settings: HarmSettings): readonly Against[] {
  switch (acted.kind) {
    case "address":
      return againstAddress(acted, evidence, settings);
    case "account":
      return againstAccount(acted, evidence);
    case "process":
      return againstProcess(acted, evidence, settings);
    case "script":
      return isAddress(acted) ? againstAddress(acted, evidence, settings) : [];
    default:
      return acted.kind satisfies never;
  }
}

function againstAddress(acted: Acted, evidence: Evidence, settings: HarmSettings): Against[] {
  const { subject } = acted;
  const found: Against[] = [];
  if (acted.lockedOut > 0)
    found.push([3, `${times(acted.lockedOut, "log-in")} from it would have been locked out`]);
  const owner = settings.ours.get(subject) ?? evidence.agents.get(subject);
  if (owner !== undefined) found.push([3, `it is the address of ${owner}`]);
  if (subject.includes("/"))
    for (const [address, name] of [...settings.ours, ...evidence.agents])
      if (networkOf(address) === subject) found.push([3, `it holds ${address}, of ${name}`]);
  const known = settings.known.find(({ address }) => meets(subject, address));
  if (known)
    found.push([
      3,
      `it ${holds(subject, known.address) ? "holds" : "is in"} ${known.address}, ${known.name}`,
    ]);
  const logins = evidence.loginsFrom(subject);
  const hours = logins && nearest(logins.hours, acted.hours);
  if (logins && hours !== undefined && hours <= settings.days * 24)
    found.push([
      2,
      `${logins.names.join(", ") || "somebody"} logged in from it on ${logins.hosts.join(", ")}, ${times(logins.count, "time")}, the nearest ${distance(hours)}`,
    ]);
  const range = PRIVATE.find((network) => meets(subject, network));
  if (range !== undefined) found.push([1, `it is in ${range}, a private network`]);
  return found;
}

/** True where an address, or any address of a network, is in a range. */
function meets(subject: string, range: string): boolean {
  return subject.includes("/") ? overlap(subject, range) : isIn(subject, range);
}

/** True where a range that meets a subject is the narrower of both. */
function holds(subject: string, range: string): boolean {
  const bitsOf = (text: string): number => Number(text.split("/")[1] ?? 128);
  return bitsOf(range) > bitsOf(subject);
}

function againstAccount({ subject, hours }: Acted, { ofAccount }: Evidence): Against[] {
  const logins = ofAccount.get(bareName(subject));
  if (!logins) return [];
  const days = new Set(logins.hours.map((hour) => Math.floor(hour / 24)));
  const isSame = hours.some((hour) => days.has(Math.floor(hour / 24)));
  return isSame ? [[2, `it was used on the same day, on ${logins.hosts.join(", ")}`]] : [];
}

function againstProcess(
  { subject }: Acted,
  { sightings }: Evidence,
  settings: HarmSettings,
): Against[] {
  const seen = sightings.get(subject);
  if (!seen || seen.hosts.size <= settings.hosts || seen.last - seen.first <= 24 * HOUR) return [];
  const days = Math.floor((seen.last - seen.first) / (24 * HOUR));
  return [
    [2, `it ran on ${seen.hosts.size} hosts for ${times(days, "day")}, so it is normal there`],
  ];
}

function becauseOf(acted: Acted, evidence: Evidence): string[] {
  const found: string[] = [];
  const tried = isAddress(acted) ? evidence.attemptsFrom(acted.subject) : undefined;
  if (tried) {
    const { count, users, hosts } = tried;
    found.push(
      `${times(count, "failed attempt")} on ${hosts.join(", ")}${users.length === 0 ? "" : `, as ${users.join(", ")}`}`,
    );
  }
  found.push(
    `${acted.rules.length === 1 ? "rule" : "rules"} ${acted.rules.join(", ")} fired ${times(acted.times, "time")}`,
  );
  return found;
}

/** Hours between the nearest of both, which both go up. */
function nearest(some: readonly number[], others: readonly number[]): number | undefined {
  let least: number | undefined;
  for (let i = 0, j = 0; i < some.length && j < others.length;) {
    const between = (some[i] ?? 0) - (others[j] ?? 0);
    if (least === undefined || Math.abs(between) < least) least = Math.abs(between);
    if (between < 0) i++;
    else j++;
  }
  return least;
}

function distance(hours: number): string {
  if (hours < 1) return "in the same hour";
  return hours < 48 ? `${times(hours, "hour")} away` : `${Math.floor(hours / 24)} days away`;
}

/** `1 time`, `3 times`. */
export function times(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
