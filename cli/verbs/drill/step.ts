/** How one step of a drill ended. `noted` is reported and fails nothing; `skipped` could not be played here. */
export interface StepResult {
  readonly step: string;
  readonly outcome: "passed" | "failed" | "noted" | "skipped";
  /** Seconds that it took. */
  readonly seconds: number;
  readonly detail: string;
}

/** A step's verdict, without its time. */
export type Verdict = Omit<StepResult, "step" | "seconds">;

/** A step gives its verdict, or several under names of their own. */
export type Work = () => Promise<Verdict | readonly (readonly [string, Verdict])[]>;

/** A verdict. */
export const passed = (detail: string): Verdict => ({ outcome: "passed", detail });
/** A verdict. */
export const failed = (detail: string): Verdict => ({ outcome: "failed", detail });
/** A verdict. */
export const noted = (detail: string): Verdict => ({ outcome: "noted", detail });
/** A verdict. */
export const skipped = (detail: string): Verdict => ({ outcome: "skipped", detail });
