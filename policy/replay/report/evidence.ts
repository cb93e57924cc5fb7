import { LOGINS } from "../alerts/wanted";
import type { Alert } from "../alerts/alert";
import { bareName } from "../judge/account";
import { addressOf } from "../judge/address";
import { peerOf } from "../judge/peer";
import { judgeProcess } from "../judge/process";
import { sampleOf, type Sample } from "./sample";

/** Log-ins from one address, or of one account. */
export interface Logins {
  count: number;
  /** Whole hours since 1970 in which there was one. */
  readonly hours: Set<number>;
  readonly names: Set<string>;
  readonly hosts: Set<string>;
  readonly samples: Sample[];
}

/** Failed attempts from one address. */
export interface Attempts {
  count: number;
  first: number;
  last: number;
  readonly users: Set<string>;
  readonly hosts: Set<string>;
}

/** Where a listed program was seen. */
export interface Sightings {
  count: number;
  first: number;
  last: number;
  readonly hosts: Set<string>;
}

/** Names, hosts and alerts that are kept of one subject. */
const FEW = 5;
/** Addresses whose attempts are remembered; beyond, the oldest is forgotten, so that memory stays bounded. */
const MOST = 200_000;

/** What alerts say of addresses, accounts and programs, whatever a policy does. */
export class Evidence {
  readonly fromAddress = new Map<string, Logins>();
  readonly ofAccount = new Map<string, Logins>();
  readonly attempts = new Map<string, Attempts>();
  readonly sightings = new Map<string, Sightings>();
  /** Addresses of agents, as their manager knows them, with their names. */
  readonly agents = new Map<string, string>();
  /** Addresses whose attempts were forgotten. */
  forgotten = 0;

  /** @param processes every name that a policy may kill */
  constructor(private readonly processes: readonly string[]) {}

  /** Takes one alert. @returns whether it is a log-in that succeeded */
  take(alert: Alert): boolean {
    const { agentIp, agentName, agentId } = alert;
    if (agentIp !== undefined && agentId !== "000" && !this.agents.has(agentIp))
      this.agents.set(addressOf(agentIp), agentName);
    const address = peerOf(alert);
    if (LOGINS.has(alert.rule)) {
      if (address !== "") addLogin(this.fromAddress, address, alert, alert.dstuser);
      if (alert.dstuser !== undefined)
        addLogin(this.ofAccount, bareName(alert.dstuser), alert, address);
      return true;
    }
    if (address !== "") this.attempt(address, alert);
    if (alert.fields && this.processes.length > 0) this.sighting(alert);
    return false;
  }

  private attempt(address: string, { time, dstuser, agentName }: Alert): void {
    let known = this.attempts.get(address);
    if (!known) {
      if (this.attempts.size >= MOST) {
        for (const oldest of this.attempts.keys()) {
          this.attempts.delete(oldest);
          break;
        }
        this.forgotten++;
      }
      known = { count: 0, first: time, last: time, users: new Set(), hosts: new Set() };
      this.attempts.set(address, known);
    }
    known.count++;
    known.last = time;
    if (dstuser !== undefined && known.users.size < FEW) known.users.add(dstuser);
    if (known.hosts.size < FEW) known.hosts.add(agentName);
  }

  private sighting(alert: Alert): void {
    const { entry } = judgeProcess(alert, this.processes);
    if (entry === undefined) return;
    const { time, agentName } = alert;
    const known = this.sightings.get(entry);
    if (!known)
      this.sightings.set(entry, { count: 1, first: time, last: time, hosts: new Set([agentName]) });
    else {
      known.count++;
      known.last = time;
      known.hosts.add(agentName);
    }
  }
}

function addLogin(
  into: Map<string, Logins>,
  key: string,
  alert: Alert,
  name: string | undefined,
): void {
  let known = into.get(key);
  if (!known) {
    known = { count: 0, hours: new Set(), names: new Set(), hosts: new Set(), samples: [] };
    into.set(key, known);
  }
  known.count++;
  known.hours.add(Math.floor(alert.time / 3_600_000));
  if (name !== undefined && name !== "" && known.names.size < FEW) known.names.add(name);
  if (known.hosts.size < FEW) known.hosts.add(alert.agentName);
  if (known.samples.length < FEW) known.samples.push(sampleOf(alert));
}
