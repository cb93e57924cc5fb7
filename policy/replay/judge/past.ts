import { networkOf } from "./network";

/** The last block of a subject. */
interface Block {
  readonly step: number;
  /** 0 is for ever. */
  readonly seconds: number;
  /** When it began, in whole seconds. */
  readonly at: number;
}

/** Which block of a subject this is, and how long it lasts. */
export interface Climbed {
  readonly step: number;
  readonly seconds: number;
}

/** Blocks after which what is forgotten is looked for. */
const SWEEP = 4000;

/**
 * What a host remembers of its blocks, as scripts/responses/history.awk reads it. A host keeps 400 of each 64th of all networks,
 * and forgets the oldest beyond: replay keeps all.
 */
export class Past {
  private readonly blocks = new Map<string, Block>();
  /** The addresses of each network. */
  private readonly mates = new Map<string, Set<string>>();
  private noted = 0;

  /** @param longest that anything is remembered behind its end, in seconds. */
  constructor(private readonly longest: number) {}

  /**
   * Which block this is: the same while the last one holds, the next after its end, the first where it is forgotten; never
   * shorter than what is left.
   */
  climb(
    subject: string,
    ladder: readonly number[],
    now: number,
    forget: number | undefined,
  ): Climbed {
    const left = this.leftOf(subject, now);
    const last = this.blocks.get(subject);
    let step = 1;
    if (left !== undefined && last) {
      if (left >= 0) step = Math.max(1, last.step);
      else if (forget !== undefined && -left <= forget)
        step = Math.min(last.step + 1, Math.max(ladder.length, last.step, 1));
    }
    if (left === Infinity) return { step, seconds: 0 };
    const seconds = ladder[Math.min(step, ladder.length) - 1] ?? 0;
    return { step, seconds: seconds > 0 && left !== undefined && left > seconds ? left : seconds };
  }

  /** Seconds that its last block has left, below 0 where it is over; undefined where there was none. */
  leftOf(subject: string, now: number): number | undefined {
    const last = this.blocks.get(subject);
    if (!last) return undefined;
    return last.seconds === 0 ? Infinity : last.seconds - Math.max(0, now - last.at);
  }

  /** Different addresses of its network that were blocked so many seconds ago at most, this one too. */
  matesOf(address: string, within: number, now: number): number {
    const others = [...(this.mates.get(networkOf(address)) ?? [])].filter(
      (one) => one !== address && now - (this.blocks.get(one)?.at ?? -Infinity) <= within,
    );
    return others.length + 1;
  }

  /** Notes a block. */
  note(subject: string, { step, seconds }: Climbed, now: number): void {
    this.blocks.set(subject, { step, seconds, at: now });
    if (!subject.includes("/")) {
      const network = networkOf(subject);
      const mates = this.mates.get(network);
      if (mates) mates.add(subject);
      else this.mates.set(network, new Set([subject]));
    }
    if (++this.noted % SWEEP === 0) this.sweep(now);
  }

  /** What nobody asks for any more. */
  private sweep(now: number): void {
    for (const [subject, { seconds, at }] of this.blocks) {
      if (seconds === 0 || now - at - seconds <= this.longest) continue;
      this.blocks.delete(subject);
      const network = networkOf(subject);
      const mates = this.mates.get(network);
      mates?.delete(subject);
      if (mates?.size === 0) this.mates.delete(network);
    }
  }
}
