import * as command from "@pulumi/command/remote";
import * as pulumi from "@pulumi/pulumi";

import { bootstrap } from "../policy/bundle/bootstrap";
import type { Bundle } from "../policy/bundle/bundle";
import { printCarried } from "../policy/bundle/carried";
import type { LastSent } from "../policy/bundle/constants";
import type { Connection } from "./connection";
import { readReport, type HostReport, type VerifiedFile } from "./hostReport";
import { standInWhileUnknown } from "./standInWhileUnknown";
import { inOneSentence } from "./late";
import { onValue } from "./onValue";

/** Stands in a preview for the id of a server that does not exist yet. */
const UNKNOWN_SERVER = "(known once the server exists)";

/** What a host must be: its bundle, and how to reach it. */
export interface HostStateArgs {
  /** Everything that the host gets. */
  readonly bundle: pulumi.Input<Bundle>;
  /** What it was sent last, and what it has kept of that. @default nothing is known of it, and it is sent all */
  readonly last?: LastSent;
  /** SSH connection with a pinned host key. */
  readonly connection: Connection;
  /** Run the installer by `sudo -n`. @default false */
  readonly sudo?: boolean;
  /** Server that holds the host, where the program made it: when it goes, nothing is undone on it. @default none */
  readonly server?: pulumi.Resource;
  /** Id of the server that holds the host: where it changes, all is applied again. @default none */
  readonly serverId?: pulumi.Output<string>;
  /** Leaves the host as it is in this run, without a connection; a later run catches up. @default false */
  readonly held?: boolean;
  /** The host no longer exists: nothing is undone on it when it leaves the stack. @default false */
  readonly gone?: boolean;
  /** Warns of files of ours that it still has and that its bundle does not name: this run has no step that takes them away. @default false */
  readonly sayLeft?: boolean;
  /** Asked by the engine right before anything is done on the host; one that throws ends it there. @default none */
  readonly first?: pulumi.ResourceHook;
}

/**
 * One host brought to the state of its bundle, by one SSH connection a change. It is the command itself: a component around
 * it would be a resource more a host, and a state in files is written anew for each.
 */
export class HostState extends command.Command {
  /** What the last apply reported. */
  readonly report: pulumi.Output<HostReport>;

  constructor(name: string, args: HostStateArgs, opts?: pulumi.CustomResourceOptions) {
    const { sudo = false, last } = args;
    super(
      `${name}-apply`,
      {
        connection: args.connection,
        // Without `create` no connection is opened for a host that is passed over before its first apply; the next run has
        // one, which is a change, and so runs it.
        ...(args.held
          ? { update: bootstrap("apply", sudo) }
          : { create: bootstrap("apply", sudo) }),
        delete: bootstrap("remove", sudo),
        stdin: args.serverId
          ? pulumi
              // A preview shows the rest of the bundle while the server does not exist yet.
              .all([args.bundle, standInWhileUnknown(args.serverId, UNKNOWN_SERVER)])
              .apply(([bundle, server]) => printCarried({ ...(bundle as Bundle), server }, last))
          : onValue(args.bundle, (bundle) => printCarried(bundle, last)),
        addPreviousOutputInEnv: false,
        logging: command.Logging.Stderr,
      },
      optionsOf(`${name}-apply`, "HostState", args, opts),
    );
    this.report = this.stdout.apply(
      inOneSentence((text) => {
        const report = readReport(text);
        for (const warning of report.warnings) void pulumi.log.warn(`${name}: ${warning}`, this);
        if (args.sayLeft && report.left?.length)
          void pulumi.log.warn(
            `${name}: still has ${report.left.join(", ")}, of an earlier rollout, which nothing names; the next pulumi up takes it away`,
            this,
          );
        return report;
      }),
    );
  }

  /** Every file by its path, as the installer saw it after the last apply. */
  get files(): pulumi.Output<Readonly<Record<string, VerifiedFile>>> {
    return this.report.apply(({ files }) => files);
  }

  /** What the last apply restarted; see `HostReport`. */
  get restart(): pulumi.Output<string> {
    return this.report.apply(({ restart }) => restart);
  }

  /** What the host had to be left without, a sentence each. */
  get warnings(): pulumi.Output<readonly string[]> {
    return this.report.apply(({ warnings }) => warnings);
  }

  /** Who brought it last, and when; undefined where no note went with it. */
  get rollout(): pulumi.Output<HostReport["rollout"]> {
    return this.report.apply(({ rollout }) => rollout);
  }
}

/**
 * Options of a step on a host.
 * @param connectsFirst whether its create does anything on the host.
 * @param kind of the component that was around the command until 0.1; without the alias a host would lose its files.
 */
export function optionsOf(
  name: string,
  kind: "HostState" | "HostPrune",
  { server, held, gone, first }: HostStateArgs,
  opts: pulumi.CustomResourceOptions = {},
  connectsFirst = kind === "HostState",
): pulumi.CustomResourceOptions {
  const child = `wazuh-active-response:index:${kind}$command:remote:Command::${name}`;
  // The URN itself: an alias that names its parts costs the SDK eight outputs to put together.
  const former = opts.parent
    ? opts.parent.urn.apply((urn) => `${urn.slice(0, urn.lastIndexOf("::"))}$${child}`)
    : `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${child}`;
  return {
    ...opts,
    aliases: [...(opts.aliases ?? []), former],
    ...(server && { deletedWith: server }),
    // The old inputs stay in the state, so that the next run without it sees every change.
    ...(held && { ignoreChanges: ["*"] }),
    ...(gone && { retainOnDelete: true }),
    // A step whose create opens no connection begins with its first update.
    ...(first && {
      hooks: { beforeUpdate: [first], ...(connectsFirst && { beforeCreate: [first] }) },
    }),
  };
}
