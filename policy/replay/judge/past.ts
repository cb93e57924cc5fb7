import { Budget, oldestOf } from "../budget";
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
/** Addresses of one network that are remembered: those of a whole file of a host (scripts/responses/forget.awk). */
const MOST_MATES = 400;

/**
 * What a host remembers of its blocks, as scripts/responses/history.awk reads it. A host keeps 400 of each 64th of all networks,
 * and forgets the oldest beyond; replay forgets the oldest of all, where all hosts together have too many.
 */
export class Past {
  private readonly blocks = new Map<string, Block>();
  /** The addresses of each network. */
  private readonly mates = new Map<string, Set<string>>();
  private noted = 0;

  /** @param longest that anything is remembered behind its end, in seconds. */
  constructor(
    private readonly longest: number,
    private readonly budget = new Budget(Infinity),
  ) {}

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
    // The order of the map is that of the last blocks.
    if (this.blocks.delete(subject)) this.budget.held--;
    this.blocks.set(subject, { step, seconds, at: now });
    this.budget.held++;
    if (!subject.includes("/")) {
      const network = networkOf(subject);
      const mates = this.mates.get(network) ?? new Set();
      mates.delete(subject);
      mates.add(subject);
      if (mates.size > MOST_MATES) for (const oldest of mates) if (mates.delete(oldest)) break;
      this.mates.set(network, mates);
    }
    if (++this.noted % SWEEP === 0) this.sweep(now);
    if (this.budget.held <= this.budget.most || this.blocks.size <= 1) return;
    for (const oldest of oldestOf(this.blocks)) {
      this.forget(oldest);
      this.budget.letGo++;
    }
  }

  /** What nobody asks for any more. */
  private sweep(now: number): void {
    for (const [subject, { seconds, at }] of this.blocks) {
      if (seconds === 0 || now - at - seconds <= this.longest) continue;
      this.forget(subject);
    }
  }

  private forget(subject: string): void {
    this.blocks.delete(subject);
    this.budget.held--;
    const network = networkOf(subject);
    const mates = this.mates.get(network);
    mates?.delete(subject);
    if (mates?.size === 0) this.mates.delete(network);
  }
}
