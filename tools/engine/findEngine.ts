import { join } from "node:path";

import { buildFromModule } from "./buildFromModule";
import { engineVersion } from "../../cli/lib/pulumi/engineVersion";
import { engineFolder, lookForPulumi } from "../../cli/lib/pulumi/findPulumi";
import { installOfficial } from "./installOfficial";
import { makeOnce } from "./makeOnce";
import { ENGINE_VERSION } from "../../cli/lib/pulumi/version";

/** An engine that runs here. */
export interface Engine {
  /** Absolute path, or `pulumi` where it is on PATH. */
  readonly pulumi: string;
  /** Where it came from. */
  readonly how: "path" | "cache" | "installed" | "built";
  readonly version: string;
}

/** Where an engine is looked for, and how it is made. */
export interface FindOptions {
  /** @default process.env */
  readonly environment?: NodeJS.ProcessEnv;
  /** Tells the user what takes long. @default a line on standard error */
  readonly say?: (line: string) => void;
  /** Installs the official engine into a folder; false where it cannot be had. @default the Automation API's own way */
  readonly install?: (folder: string) => Promise<boolean>;
  /** Builds the engine into a folder. @default from its Go module */
  readonly build?: (folder: string, say: (line: string) => void) => Promise<void>;
}

/**
 * Finds the Pulumi engine: on PATH, else in the user's cache, else the official install, else built from its Go module.
 * The last two fill the cache, once; two processes at the same time make one engine.
 * @throws EngineError where none can be had, saying what is missing and what to do.
 */
export async function findEngine(options: FindOptions = {}): Promise<Engine> {
  const environment = options.environment ?? process.env;
  const say = options.say ?? ((line): void => void process.stderr.write(`${line}\n`));

  const found = await lookForPulumi(environment, say);
  if (found) return found;

  const folder = engineFolder(environment);
  const pulumi = join(folder, "bin", "pulumi");
  const usable = async (): Promise<boolean> => (await engineVersion(pulumi)) === ENGINE_VERSION;
  const install = options.install ?? installOfficial;
  const build = options.build ?? buildFromModule;
  let how: Engine["how"] = "cache";
  await makeOnce(folder, usable, say, async (scratch) => {
    if (await install(scratch)) {
      how = "installed";
      return;
    }
    await build(scratch, say);
    how = "built";
  });
  return { pulumi, how, version: ENGINE_VERSION };
}
