import * as command from "@pulumi/command/remote";
import type * as pulumi from "@pulumi/pulumi";

import { bootstrap } from "../policy/bundle/bootstrap";
import { printPaths } from "../policy/bundle/bundle";
import type { Removal } from "../policy/rollout/leaving";
import { optionsOf, type HostStateArgs } from "./hostState";
import { onValue } from "./onValue";

/**
 * Takes away what is no longer named. It has no `delete`: where it leaves the state, nothing is done on the host.
 * @param removal why it is there. Without, it opens no connection when it is made, and one when the set of files changes later.
 */
export class HostPrune extends command.Command {
  constructor(
    name: string,
    { removal, ...args }: HostStateArgs & { readonly removal?: Removal | undefined },
    opts?: pulumi.CustomResourceOptions,
  ) {
    const run = bootstrap("prune", args.sudo ?? false);
    super(
      `${name}-prune`,
      {
        connection: args.connection,
        ...(removal && { create: run }),
        update: run,
        stdin: onValue(args.bundle, (bundle) => printPaths(bundle, removal)),
        addPreviousOutputInEnv: false,
        logging: command.Logging.Stderr,
      },
      optionsOf(`${name}-prune`, "HostPrune", args, opts, removal !== undefined),
    );
  }
}

/** The step of a host in one run. */
interface Step {
  readonly removal?: Removal;
  /** Left as it is in the state. */
  readonly held: boolean;
}

/**
 * Whether a host has a step of removal in this run, and whether that is left as it is.
 * @param removals of the fleet; undefined where nothing is known of what leaves.
 * @returns undefined where it has none.
 */
export function stepOf(
  name: string,
  removals: ReadonlyMap<string, Removal> | undefined,
  allowed: boolean,
): Step | undefined {
  if (removals === undefined) return { held: !allowed };
  const removal = removals.get(name);
  if (removal === undefined) return undefined;
  const held = !allowed || !removal.runs;
  // What may not leave yet, or is not there any longer, needs no step that is not there.
  return held && !removal.hasStep ? undefined : { removal, held };
}
