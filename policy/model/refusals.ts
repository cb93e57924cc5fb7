import type { Finding } from "./finding";
import { ValueError } from "./valueError";

/** What became of a list. */
export interface Made<T> {
  readonly all: readonly T[];
  /** The index that each had in the list. */
  readonly places: readonly number[];
  /** Nothing was left out. */
  readonly whole: boolean;
  /** What could be made of elements that were left out, without the values that were refused, or with others for them. */
  readonly partly: { readonly all: readonly T[]; readonly places: readonly number[] };
}

/** An element, and the index that it had. */
interface Standing<T> {
  readonly one: T;
  readonly i: number;
}

/** Gathers the values of an input that are not valid where they were given, so that all of them come at once. */
export class Refusals {
  readonly findings: Finding[] = [];

  /**
   * Makes a value of the model out of a written one.
   * @param path of the input: `responses[0].timeout`.
   * @returns undefined where it is not valid there, which is then a finding, or was not written.
   */
  parse<From, To>(
    path: string,
    written: From | undefined,
    parse: (written: From) => To,
  ): To | undefined {
    if (written === undefined) return undefined;
    try {
      return parse(written);
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      const { code, value, reason, instead } = error;
      this.findings.push({ severity: "error", code, path, value, reason, instead });
      return undefined;
    }
  }

  /**
   * Makes each element of a list; one of which any value is refused is left out as a whole, so that nothing is said of an
   * element that was not written like that.
   */
  each<From, To>(
    written: readonly From[],
    make: (one: From, i: number) => readonly To[],
  ): Made<To> {
    const made: Standing<To>[] = [];
    const partly: Standing<To>[] = [];
    written.forEach((from, i) => {
      const before = this.findings.length;
      const standing = make(from, i).map((one) => ({ one, i }));
      (this.findings.length > before ? partly : made).push(...standing);
    });
    return {
      all: made.map(({ one }) => one),
      places: made.map(({ i }) => i),
      whole: made.length === written.length,
      partly: { all: partly.map(({ one }) => one), places: partly.map(({ i }) => i) },
    };
  }

  /** The same for each value of a list; what is not valid there is left out. */
  parseAll<From, To>(path: string, written: readonly From[], parse: (written: From) => To): To[] {
    return written.flatMap((one, i) => this.parse(`${path}[${i}]`, one, parse) ?? []);
  }
}

/** Prints what was refused, a line each, for the message of an error. */
export function printRefusals(findings: readonly Finding[]): string {
  return findings
    .map(({ path, value, reason, instead }) => `${path}: ${value} ${reason}; ${instead}`)
    .join("\n");
}
