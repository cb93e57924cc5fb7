import { findEngine } from "../tools/engine/findEngine";
import { Deployment, type DeploymentOptions, type StackConfig } from "./demo/deployment";
import { findProvider } from "./provider/findProvider";

/** A deployment's options, where engine and provider may be left to be found. */
export type DeployOptions = Partial<DeploymentOptions> & {
  /** Tells the user what takes long and what is used. @default a line on standard error */
  readonly say?: (line: string) => void;
};

/**
 * A deployment by the engine and the provider that can be had here; see {@link Deployment.open}.
 * @throws EngineError where no engine can be had.
 */
export async function deployment(
  dir: string,
  config: StackConfig,
  options: DeployOptions = {},
): Promise<Deployment> {
  const { say = (line: string): void => void process.stderr.write(`${line}\n`), ...rest } = options;
  const engine = rest.engine ?? (await findEngine({ say }));
  const provider = rest.provider ?? (await findProvider(engine, { say }));
  return Deployment.open(dir, config, { ...rest, engine, provider });
}
