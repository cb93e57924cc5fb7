import { createHash } from "node:crypto";

import { Budget, ROOM } from "../budget";
import { networkOf } from "../judge/network";
import { Past } from "../judge/past";
import { Expiring } from "./expiring";

/** Entries that the hosts of a fleet hold together: blocks, keys of wazuh-execd, and what is remembered of blocks. */
export class Bounds {
  readonly blocks: Budget;
  readonly keys: Budget;
  readonly past: Budget;

  /** @param most of each; of keys half as many */
  constructor(most = ROOM.blocks) {
    this.blocks = new Budget(most);
    this.keys = new Budget(most / 2);
    this.past = new Budget(most);
  }

  /** Blocks and keys that were let go before their time, and what was forgotten of past blocks. */
  get letGo(): number {
    return this.blocks.letGo + this.keys.letGo + this.past.letGo;
  }
}

/** What one host would have in its kernel and in wazuh-execd's memory. */
export class HostState {
  /** Additions of the last minute, as guarded-block-ip notes them: whole seconds. */
  stamps: readonly number[] = [];
  /** Most blocks at a time, and when. */
  peak = { blocks: 0, time: 0 };
  readonly past: Past;
  /** What the last address that might have been blocked here came to. */
  rate: "below" | "storm" | "stopped" = "below";
  private readonly blocks: Expiring;
  private readonly keys: Expiring;
  /** Whether a network was ever blocked: else nobody looks for one. */
  private networks = false;

  /** @param remembers how long behind the end of a block it is remembered, in seconds. */
  constructor(remembers = 0, bounds = new Bounds()) {
    this.past = new Past(remembers, bounds.past);
    this.blocks = new Expiring(bounds.blocks);
    this.keys = new Expiring(bounds.keys);
  }

  /** True while an address, or the network that holds it, is blocked here. */
  isBlocked(address: string, time: number): boolean {
    if (this.blocks.holds(address, time)) return true;
    return this.networks && this.blocks.holds(networkOf(address), time);
  }

  /** Blocks an address or a network, or gives a block its whole time again. @param seconds 0 is for ever */
  block(address: string, seconds: number, time: number): void {
    this.networks ||= address.includes("/");
    this.blocks.sweep(time);
    this.blocks.set(address, seconds === 0 ? Infinity : time + seconds * 1000, time);
    if (this.blocks.count > this.peak.blocks) this.peak = { blocks: this.blocks.count, time };
  }

  /**
   * What wazuh-execd answers to check_keys (os_execd/execd.c:390, v4.14.7): abort where the key is active, whose clock it then
   * restarts.
   * @param seconds 0 for a command without a timeout, which is always told to continue
   */
  checkKeys(executable: string, key: string, seconds: number, time: number): "continue" | "abort" {
    if (seconds === 0) return "continue";
    const name = `${executable}\u0000${shortened(key)}`;
    this.keys.sweep(time);
    const active = this.keys.holds(name, time);
    this.keys.set(name, time + seconds * 1000, time);
    return active ? "abort" : "continue";
  }
}

/** A key of a length that can be kept many times over. */
function shortened(key: string): string {
  return key.length <= 64 ? key : createHash("sha256").update(key).digest("base64");
}
