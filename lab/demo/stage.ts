import { colours } from "../../cli/lib/colours";
import type { StackInput } from "../../policy/model/stack";
import type { Lab } from "../labTypes";
import type { Deployment, Preview, Up } from "./deployment";
import type { Run } from "./recorder";
import type { ReportedFiles } from "./reportedFiles";

/** One thing that a scene proved, or failed to. */
export interface Proof {
  readonly what: string;
  readonly ok: boolean;
}

/** What a scene acts with: the lab, the deployment, the screen. */
export interface Stage {
  readonly lab: Lab;
  /** The stack configuration as it stands; scenes change it and roll it out. */
  config: StackInput;
  readonly preview: (config: StackInput) => Promise<Preview>;
  readonly up: (config: StackInput) => Promise<Up>;
  readonly destroy: () => Promise<Run>;
  /** What each host reported of its files after its last apply. */
  readonly reported: () => Promise<ReportedFiles>;
  /** Everything proven so far, in order. */
  readonly proofs: readonly Proof[];
  readonly say: (line: string) => void;
  /** Long work with its name on screen until it is done. */
  readonly during: <T>(what: string, work: Promise<T>) => Promise<T>;
  /**
   * Prints what is proven, and stops the scene where it is not.
   * @throws Error naming what, and what was seen instead.
   */
  readonly prove: (what: string, seen: unknown, wanted: unknown) => void;
}

/** One scene of the demo; the lab tests play the same ones. */
export interface Scene {
  readonly title: string;
  play(stage: Stage): Promise<void>;
}

/** Where a stage prints; tests give one that is silent. */
export interface Screen {
  line(text: string): void;
  busy(what: string): { done(seconds: number): void };
}

/** Sets a stage up. */
export function stageOf(
  lab: Lab,
  deployment: Deployment,
  config: StackInput,
  screen: Screen,
): Stage {
  const proofs: Proof[] = [];
  return {
    lab,
    config,
    preview: async (next) => {
      await deployment.configure(next);
      return deployment.preview();
    },
    up: async (next) => {
      await deployment.configure(next);
      return deployment.up();
    },
    destroy: () => deployment.destroy(),
    reported: () => deployment.reported(),
    proofs,
    say: (line) => {
      screen.line(line);
    },
    during: async (what, work) => {
      const start = Date.now();
      const busy = screen.busy(what);
      try {
        return await work;
      } finally {
        busy.done((Date.now() - start) / 1000);
      }
    },
    prove: (what, seen, wanted) => {
      const ok = JSON.stringify(seen) === JSON.stringify(wanted);
      proofs.push({ what, ok });
      screen.line(ok ? `  ${colours.green("✓")} ${what}` : `  ${colours.red("✗")} ${what}`);
      if (!ok) {
        throw new Error(`${what}: saw ${JSON.stringify(seen)}, wanted ${JSON.stringify(wanted)}`);
      }
    },
  };
}
