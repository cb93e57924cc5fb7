import { networkOf } from "../judge/network";
import { Past } from "../judge/past";

/** Until when something holds, in milliseconds since 1970. */
type Until = number;

/** How many blocks are added between two sweeps of what is over. */
const SWEEP = 2000;

/** What one host would have in its kernel and in wazuh-execd's memory. */
export class HostState {
  /** Additions of the last minute, as guarded-block-ip notes them: whole seconds. */
  stamps: readonly number[] = [];
  /** Most blocks at a time, and when. */
  peak = { blocks: 0, time: 0 };
  readonly past: Past;
  /** What the last address that might have been blocked here came to. */
  rate: "below" | "storm" | "stopped" = "below";
  private readonly blocks = new Map<string, Until>();
  /** Whether a network was ever blocked: else nobody looks for one. */
  private networks = false;
  private readonly keys = new Map<string, Until>();
  private added = 0;

  /** @param remembers how long behind the end of a block it is remembered, in seconds. */
  constructor(remembers = 0) {
    this.past = new Past(remembers);
  }

  /** True while an address, or the network that holds it, is blocked here. */
  isBlocked(address: string, time: number): boolean {
    if ((this.blocks.get(address) ?? 0) > time) return true;
    return this.networks && (this.blocks.get(networkOf(address)) ?? 0) > time;
  }

  /** Blocks an address or a network, or gives a block its whole time again. @param seconds 0 is for ever */
  block(address: string, seconds: number, time: number): void {
    this.networks ||= address.includes("/");
    this.blocks.set(address, seconds === 0 ? Infinity : time + seconds * 1000);
    if (++this.added % SWEEP === 0) this.sweep(time);
    // Counting is dear where thousands are over and not swept yet, so only what may be a peak is counted.
    if (this.blocks.size <= this.peak.blocks) return;
    this.sweep(time);
    if (this.blocks.size > this.peak.blocks) this.peak = { blocks: this.blocks.size, time };
  }

  /**
   * What wazuh-execd answers to check_keys (os_execd/execd.c:390, v4.14.7): abort where the key is active, whose clock it then
   * restarts.
   * @param seconds 0 for a command without a timeout, which is always told to continue
   */
  checkKeys(executable: string, key: string, seconds: number, time: number): "continue" | "abort" {
    if (seconds === 0) return "continue";
    const name = `${executable}\u0000${key}`;
    const active = (this.keys.get(name) ?? 0) > time;
    this.keys.set(name, time + seconds * 1000);
    return active ? "abort" : "continue";
  }

  private sweep(time: number): void {
    for (const map of [this.blocks, this.keys])
      for (const [key, until] of map) if (until <= time) map.delete(key);
  }
}
