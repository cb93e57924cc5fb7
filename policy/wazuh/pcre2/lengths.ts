import { fail } from "./cursor";

/** How many characters a part of a pattern matches: a number, not always the same, or not known here (what a reference matches). */
type Length = number | "varies" | "unknown";

/** What a group is to what stands around it. */
export type Around = "group" | "lookbehind" | "no length";

/** How far PCRE2 looks behind. */
const FAR = 65_535;

/**
 * How long the branches of one group are, while it is read. PCRE2 10.42 looks behind by fixed lengths only: each branch of a
 * lookbehind has one, and inside of it the branches of a group are equally long (tried with that version itself; later ones take more).
 */
export class Lengths {
  private before: Length = 0;
  /** What a repeat that comes now repeats. */
  private last: Length = 0;
  private isAssertion = false;
  private ended: "no" | "just now" | "yes" = "no";
  private readonly branches: Length[] = [];
  /** It is in a lookbehind, whose lengths PCRE2 is counting. */
  private readonly isCounted: boolean;
  /** PCRE2 does not come here: it left the branch of a lookbehind before. */
  private readonly isPassedOver: boolean;

  /** @param outer of the group around it; the pattern itself has none. */
  constructor(
    private readonly around: Around,
    outer?: Lengths,
  ) {
    this.isCounted = around === "lookbehind" || (around === "group" && outer?.isCounted === true);
    this.isPassedOver =
      outer !== undefined && (outer.isPassedOver || (outer.isCounted && outer.ended !== "no"));
  }

  /** @param isAssertion it has no length however often it is repeated. */
  item(length: Length, isAssertion = false): void {
    if (this.ended !== "no") {
      this.ended = "yes";
      return;
    }
    this.before = sum(this.before, this.last);
    this.last = length;
    this.isAssertion = isAssertion;
  }

  /** What was read last is there so many times; undefined for any number. */
  repeat(least: number, most: number | undefined): void {
    // Repeated, (*ACCEPT) is a group of its own, which ends nothing.
    if (this.ended === "just now") {
      this.ended = "no";
      this.item(0);
    }
    if (this.ended === "yes" || this.isAssertion) return;
    if (least !== most) this.last = "varies";
    else if (typeof this.last === "number") this.last *= least;
  }

  /** The rest of the branch does not count: (*ACCEPT), (*FAIL). */
  end(): void {
    this.ended = this.ended === "no" ? "just now" : "yes";
  }

  nextBranch(): void {
    this.branches.push(sum(this.before, this.last));
    this.before = this.last = 0;
    this.isAssertion = false;
    this.ended = "no";
  }

  /**
   * Ends the group.
   * @returns how long it is in what stands around it.
   * @throws PatternFault for a lookbehind that PCRE2 does not take.
   */
  close(): { readonly length: Length; readonly isAssertion: boolean } {
    this.nextBranch();
    if (this.around === "lookbehind") {
      if (!this.isPassedOver) this.judge();
      return { length: 0, isAssertion: false };
    }
    if (this.around === "no length") return { length: 0, isAssertion: true };
    return { length: this.branches.reduce(same), isAssertion: false };
  }

  private judge(): void {
    if (this.branches.includes("varies"))
      fail(
        "a lookbehind has no fixed length: no *, +, ?, {1,2}, \\R or \\X in it, nor a group with branches of other lengths",
      );
    if (this.branches.some((length) => Number(length) > FAR))
      fail(`a lookbehind is longer than ${FAR} characters`);
  }
}

function sum(a: Length, b: Length): Length {
  if (typeof a === "number" && typeof b === "number") return a + b;
  return a === "varies" || b === "varies" ? "varies" : "unknown";
}

function same(a: Length, b: Length): Length {
  if (a === "varies" || b === "varies") return "varies";
  if (a === "unknown" || b === "unknown") return "unknown";
  return a === b ? a : "varies";
}
