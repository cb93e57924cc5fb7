import { LOGINS } from "../alerts/wanted";
import type { Alert } from "../alerts/alert";
import { addressOf } from "../judge/address";
import { networkOf } from "../judge/network";
import { peerOf } from "../judge/peer";
import { oldestOf, ROOM, type Room } from "../budget";
import { judgeProcess } from "../judge/process";
import { accountsOf } from "./accountsOf";
import { addNew, addUpTo, sampleOf, type Sample } from "./sample";

/** Log-ins from one address or network, or of one account. */
export interface Logins {
  count: number;
  /** Whole hours since 1970 in which there was one, the first first. */
  readonly hours: number[];
  readonly names: string[];
  readonly hosts: string[];
  readonly samples: Sample[];
}

/** Failed attempts from one address. */
export interface Attempts {
  count: number;
  readonly users: string[];
  readonly hosts: string[];
}

/** Where a listed program was seen. */
export interface Sightings {
  count: number;
  first: number;
  last: number;
  readonly hosts: Set<string>;
  /** Of different hosts. */
  readonly samples: Sample[];
}

/** Names, hosts and alerts that are kept of one subject. */
const FEW = 5;
/** Addresses of agents, which may change theirs often. */
const MOST_AGENTS = 50_000;

/** Hours that are kept of all log-ins together. */
interface Hours {
  kept: number;
  readonly most: number;
}

/** What alerts say of addresses, accounts and programs, whatever a policy does. */
export class Evidence {
  readonly fromAddress = new Map<string, Logins>();
  /** By {@link accountsOf}. */
  readonly ofAccount = new Map<string, Logins>();
  readonly attempts = new Map<string, Attempts>();
  readonly sightings = new Map<string, Sightings>();
  /** Addresses of agents, as their manager knows them, with their names. */
  readonly agents = new Map<string, string>();
  /** Addresses whose attempts were forgotten. */
  forgotten = 0;
  /** Addresses and accounts whose log-ins were forgotten. */
  loginsForgotten = 0;
  private readonly hours: Hours;
  private readonly agentIps = new Set<string>();
  private fromNetwork: ReadonlyMap<string, Logins> | undefined;

  /**
   * @param processes every name that a policy may kill
   * @param room beyond it the oldest are forgotten; of hours, the last one of their subject is moved
   */
  constructor(
    private readonly processes: readonly string[],
    private readonly room: Pick<Room, "attempts" | "logins" | "hours"> = ROOM,
  ) {
    this.hours = { kept: 0, most: room.hours };
  }

  /** Takes one alert. @returns whether it is a log-in that succeeded */
  take(alert: Alert): boolean {
    const { agentIp, agentName, agentId } = alert;
    const known = agentIp === undefined || agentId === "000" || this.agentIps.has(agentIp);
    if (!known && this.agentIps.size < MOST_AGENTS) {
      this.agentIps.add(agentIp);
      const own = addressOf(agentIp);
      if (own !== "") this.agents.set(own, agentName);
    }
    const address = peerOf(alert);
    if (LOGINS.has(alert.rule)) {
      this.fromNetwork = undefined;
      if (address !== "") addLogin(this.fromAddress, address, alert, alert.dstuser, this.hours);
      for (const account of accountsOf(alert))
        addLogin(this.ofAccount, account, alert, address, this.hours);
      return true;
    }
    if (address !== "") this.attempt(address, alert);
    if (alert.fields && this.processes.length > 0) this.sighting(alert);
    return false;
  }

  /**
   * Forgets log-ins where they are too many, those that were longest ago first.
   * @param before a log-in of before this time speaks against nothing that is done later
   * @param isActed true of an address that they may speak against
   */
  fold(before: number, isActed: (address: string) => boolean): void {
    const forget = (from: Map<string, Logins>, mayGo: (key: string) => boolean): void => {
      if (from.size <= this.room.logins) return;
      this.fromNetwork = undefined;
      for (const [key, { hours }] of from) {
        if (from.size <= this.room.logins / 2) break;
        if (!mayGo(key) && from.size <= this.room.logins) continue;
        from.delete(key);
        this.hours.kept -= hours.length;
        if (!mayGo(key) || (hours.at(-1) ?? 0) * 3_600_000 >= before) this.loginsForgotten++;
      }
    };
    forget(this.fromAddress, (address) => !isActed(address));
    forget(this.ofAccount, () => true);
  }

  /** Log-ins from an address, or from all addresses of a network. */
  loginsFrom(subject: string): Logins | undefined {
    if (!subject.includes("/")) return this.fromAddress.get(subject);
    this.fromNetwork ??= byNetwork(this.fromAddress);
    return this.fromNetwork.get(subject);
  }

  /** Failed attempts from an address, or from all addresses of a network. */
  attemptsFrom(subject: string): Attempts | undefined {
    if (!subject.includes("/")) return this.attempts.get(subject);
    const sum: Attempts = { count: 0, users: [], hosts: [] };
    for (const [address, { count, users, hosts }] of this.attempts) {
      if (networkOf(address) !== subject) continue;
      sum.count += count;
      for (const user of users) addNew(sum.users, FEW, user);
      for (const host of hosts) addNew(sum.hosts, FEW, host);
    }
    return sum.count === 0 ? undefined : sum;
  }

  private attempt(address: string, { dstuser, agentName }: Alert): void {
    let known = this.attempts.get(address);
    if (!known) {
      if (this.attempts.size >= this.room.attempts) {
        for (const oldest of oldestOf(this.attempts)) {
          this.attempts.delete(oldest);
          this.forgotten++;
        }
      }
      // Lists that were begun empty take room for many.
      known = { count: 1, users: dstuser === undefined ? [] : [dstuser], hosts: [agentName] };
      this.attempts.set(address, known);
      return;
    }
    known.count++;
    if (dstuser !== undefined) addNew(known.users, FEW, dstuser);
    addNew(known.hosts, FEW, agentName);
  }

  private sighting(alert: Alert): void {
    const { entry } = judgeProcess(alert, this.processes);
    if (entry === undefined) return;
    const { time, agentName } = alert;
    let known = this.sightings.get(entry);
    if (!known) {
      known = { count: 0, first: time, last: time, hosts: new Set(), samples: [] };
      this.sightings.set(entry, known);
    }
    if (!known.hosts.has(agentName)) addUpTo(known.samples, FEW, sampleOf(alert));
    known.count++;
    known.last = time;
    known.hosts.add(agentName);
  }
}

function addLogin(
  into: Map<string, Logins>,
  key: string,
  alert: Alert,
  name: string | undefined,
  budget: Hours,
): void {
  const hour = Math.floor(alert.time / 3_600_000);
  let known = into.get(key);
  if (!known) {
    const [host, sample] = [alert.agentName, sampleOf(alert)];
    // Lists that were begun empty take room for many.
    known = { count: 0, hours: [hour], names: [], hosts: [host], samples: [sample] };
    budget.kept++;
    if (name !== undefined && name !== "") known = { ...known, names: [name] };
  } else if (known.samples.length < FEW) known.samples.push(sampleOf(alert));
  // Those who logged in last are the last.
  into.delete(key);
  into.set(key, known);
  known.count++;
  addHour(known.hours, hour, budget);
  if (name !== undefined && name !== "") addNew(known.names, FEW, name);
  addNew(known.hosts, FEW, alert.agentName);
}

function addHour(hours: number[], hour: number, budget: Hours): void {
  if (hours.at(-1) === hour) return;
  if (hours.length > 1 && budget.kept >= budget.most) {
    hours[hours.length - 1] = hour;
    return;
  }
  hours.push(hour);
  budget.kept++;
}

function byNetwork(all: ReadonlyMap<string, Logins>): ReadonlyMap<string, Logins> {
  const found = new Map<string, Logins>();
  for (const [address, { count, hours, names, hosts, samples }] of all) {
    const network = networkOf(address);
    let sum = found.get(network);
    if (!sum)
      found.set(network, (sum = { count: 0, hours: [], names: [], hosts: [], samples: [] }));
    sum.count += count;
    sum.hours.push(...hours);
    for (const name of names) addNew(sum.names, FEW, name);
    for (const host of hosts) addNew(sum.hosts, FEW, host);
    for (const sample of samples) addUpTo(sum.samples, FEW, sample);
  }
  for (const { hours } of found.values()) hours.sort((a, b) => a - b);
  return found;
}
