import { mkdir, readFile, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";

import {
  LocalWorkspace,
  PulumiCommand,
  type Deployment as PulumiState,
  type EngineEvent,
  type OutputMap,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";

import { publishedIn } from "../../config/stackOutputs";
import { PROJECT } from "../../program/readStack";
import { engineEnvironment } from "../../tools/engine/engineEnvironment";
import type { Engine } from "../../tools/engine/findEngine";
import program from "../../index";
import { PROVIDER_VERSION, type FoundProvider } from "../provider/findProvider";
import { PROVIDER } from "../provider/standIn";
import { changedLines } from "./changedLines";
import { Recorder, type Run } from "./recorder";
import { reportedFiles, type ReportedFiles } from "./reportedFiles";

const STACK = "lab";

/** Values of the stack configuration, by keys without the project's prefix: a StackInput of policy/model/stack.ts. */
export type StackConfig = object;

/** What runs a deployment, and what it runs. */
export interface DeploymentOptions {
  readonly engine: Engine;
  readonly provider: FoundProvider;
  /** Name of the stack; several can share a folder, and then read each other's outputs. @default "lab" */
  readonly stack?: string;
  /** @default the program of index.ts, the same that `pulumi up` runs */
  readonly program?: PulumiFn;
  /** Resources that the engine works on at the same time. @default the engine's own number */
  readonly parallel?: number;
  /** Of the engine, beside its own. @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** False goes without the engine's events, which repeat the whole of each resource: then a run has no counts. @default true */
  readonly events?: boolean;
  /** Hears the engine's own text as it comes. */
  readonly onOutput?: (text: string) => void;
}

/** What a preview shows. */
export interface Preview extends Run {
  /** What `pulumi preview --diff` prints: changed lines under the right file. */
  readonly diff: string;
  /** The changed lines of it, see {@link changedLines}. */
  readonly changed: string;
}

/** What an `up` left. */
export interface Up extends Run {
  /** Outputs of the stack, secrets in the clear. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What one run is asked to do otherwise: the flags of `pulumi up` by the same names. */
export interface RunFlags {
  readonly continueOnError?: boolean;
  /** URNs or patterns of them, as `**hel-1-apply`. */
  readonly target?: string[];
  readonly exclude?: string[];
  readonly targetDependents?: boolean;
}

/** A run that failed. The message is every error, in short. */
export class DeploymentError extends Error {
  override readonly name = "DeploymentError";
  constructor(
    message: string,
    /** What was done until then. */
    readonly run: Run,
  ) {
    super(message);
  }
}

/** One stack of the program, run by the Automation API: state in a folder of its own, no language host, no login. */
export class Deployment {
  private constructor(
    private readonly dir: string,
    private readonly stack: Stack,
    private readonly options: DeploymentOptions,
  ) {}

  /**
   * Opens a deployment in a private folder, which then holds the state, the plugins and the configuration.
   * @param dir is made where it is missing; opened again, it goes on from the state it holds.
   */
  static async open(
    dir: string,
    config: StackConfig,
    options: DeploymentOptions,
  ): Promise<Deployment> {
    const workDir = join(dir, "project");
    for (const folder of [workDir, join(dir, "state"), join(dir, "home", "plugins")])
      await mkdir(folder, { recursive: true, mode: 0o700 });
    await usePlugin(join(dir, "home", "plugins"), options.provider);
    const { pulumi, how } = options.engine;
    const stack = await LocalWorkspace.createOrSelectStack(
      {
        stackName: options.stack ?? STACK,
        projectName: PROJECT,
        program: options.program ?? program,
      },
      {
        workDir,
        pulumiCommand: await PulumiCommand.get(
          how === "path" ? {} : { root: dirname(dirname(pulumi)) },
        ),
        projectSettings: { name: PROJECT, runtime: "nodejs" },
        envVars: { ...engineEnvironment({ folder: dir }), ...options.environment },
      },
    );
    const deployment = new Deployment(dir, stack, options);
    await deployment.configure(config);
    return deployment;
  }

  /** Replaces the whole configuration, for the runs from now on. */
  async configure(config: StackConfig): Promise<void> {
    const { workspace, name } = this.stack;
    const settings = await workspace.stackSettings(name);
    await workspace.saveStackSettings(name, {
      ...settings,
      config: Object.fromEntries(
        Object.entries(config as Record<string, unknown>)
          .filter(([, value]) => value !== undefined)
          .map(([key, value]) => [`${PROJECT}:${key}`, value]),
      ),
    });
  }

  /** @throws DeploymentError where the program refuses. */
  async preview(flags: Omit<RunFlags, "continueOnError"> = {}): Promise<Preview> {
    const run = await this.run((how) => this.stack.preview({ ...how, ...flags, diff: true }));
    return { ...run, diff: run.stdout, changed: changedLines(run.stdout) };
  }

  /** @throws DeploymentError where a resource fails; what was done until then is in the state. */
  async up(flags: RunFlags = {}): Promise<Up> {
    let outputs: OutputMap = {};
    const run = await this.run(async (how) => {
      const done = await this.stack.up({ ...how, ...flags });
      ({ outputs } = done);
      return done;
    });
    return { ...run, outputs: valuesOf(outputs) };
  }

  /**
   * Reads anew what is there, and drops from the state what is not.
   * @param runProgram first runs the program for it, as the flag `--run-program` does.
   * @throws DeploymentError
   */
  refresh(runProgram = false): Promise<Run> {
    return this.run((how) => this.stack.refresh({ ...how, runProgram }));
  }

  /** Puts a state in the place of this stack's, as `pulumi stack import` does. @param state of {@link state} */
  async restore(state: unknown): Promise<void> {
    await this.stack.importStack(state as PulumiState);
  }

  /** Takes everything away, by the connections in the state. @throws DeploymentError */
  destroy(): Promise<Run> {
    return this.run((how) => this.stack.destroy(how));
  }

  /** Takes the lock away that an engine left when it was killed. */
  cancel(): Promise<void> {
    return this.stack.cancel();
  }

  /** Outputs of the last `up`, secrets in the clear. */
  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    return valuesOf(await this.stack.outputs());
  }

  /** The state, secrets in the clear. */
  async state(): Promise<unknown> {
    return this.stack.exportStack();
  }

  /** What each host reported of its files after its last apply. */
  async reported(): Promise<ReportedFiles> {
    return reportedFiles(await this.state());
  }

  /** What the last `up` published for other stacks and for the next run. */
  async published(): Promise<Readonly<Record<string, unknown>>> {
    return publishedIn(await this.outputs());
  }

  /** The state as the engine keeps it on disk: secrets are ciphertext. */
  async storedState(): Promise<unknown> {
    const file = join(this.dir, "state", ".pulumi", "stacks", PROJECT, `${STACK}.json`);
    return JSON.parse(await readFile(file, "utf8")) as unknown;
  }

  private async run(
    operation: (how: {
      color: "never";
      parallel?: number;
      onOutput: (text: string) => void;
      onEvent?: (event: EngineEvent) => void;
    }) => Promise<unknown>,
  ): Promise<Run> {
    const recorder = new Recorder();
    const { parallel, onOutput, events = true } = this.options;
    try {
      await operation({
        color: "never",
        ...(parallel !== undefined && { parallel }),
        onOutput: (text) => {
          recorder.output(text);
          onOutput?.(text);
        },
        ...(events && {
          onEvent: (event: EngineEvent): void => {
            recorder.event(event);
          },
        }),
      });
    } catch (error) {
      const run = recorder.result();
      const said = run.diagnostics
        .filter(({ severity }) => severity === "error")
        .map(({ name, short }) => `${name}: ${short}`)
        .join("\n");
      throw new DeploymentError(said || (error as Error).message, run);
    }
    return recorder.result();
  }
}

/** Beside the engine's other plugins instead of on PATH, about which the engine would warn twice a run. */
async function usePlugin(plugins: string, { folder }: FoundProvider): Promise<void> {
  const place = join(plugins, `resource-command-v${PROVIDER_VERSION}`);
  await rm(place, { recursive: true, force: true });
  await mkdir(place);
  await symlink(join(folder, PROVIDER), join(place, PROVIDER));
}

function valuesOf(outputs: OutputMap): Record<string, unknown> {
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}
