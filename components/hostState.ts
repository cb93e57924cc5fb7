import * as command from "@pulumi/command/remote";
import * as pulumi from "@pulumi/pulumi";

import { bootstrap } from "../policy/bundle/bootstrap";
import { printBundle, printPaths, type Bundle } from "../policy/bundle/bundle";
import type { RolloutNote } from "../policy/rollout/note";
import type { Connection } from "./connection";
import { knownOr } from "./knownOr";

/** Stands in a preview for the id of a server that does not exist yet. */
const UNKNOWN_SERVER = "(known once the server exists)";

/** What a host must be: its bundle, and how to reach it. */
export interface HostStateArgs {
  /** Everything that the host gets. */
  readonly bundle: pulumi.Input<Bundle>;
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
}

/** A file that the installer verified on the host. */
export interface VerifiedFile {
  /** First twelve digits of its sha256. */
  readonly sha256: string;
  readonly owner: string;
  readonly group: string;
  readonly mode: string;
  readonly verified: boolean;
}

/**
 * One host brought to the state of its bundle, by one SSH connection a change. It is the command itself: a component around
 * it would be a resource more a host, and a state in files is written anew for each.
 */
export class HostState extends command.Command {
  /** Every file by its path, as the installer saw it after the last apply. */
  readonly files: pulumi.Output<Record<string, VerifiedFile>>;
  /** What the last apply restarted: `none`, `hot-reload` or `reload`; `passed over` where there was none yet, `failed`. */
  readonly restart: pulumi.Output<string>;
  /** What the host had to be left without, a sentence each. */
  readonly warnings: pulumi.Output<readonly string[]>;
  /** Who brought it last, and when; undefined where no note went with it. */
  readonly rollout: pulumi.Output<(RolloutNote & { readonly when: string }) | undefined>;

  constructor(name: string, args: HostStateArgs, opts?: pulumi.CustomResourceOptions) {
    const sudo = args.sudo ?? false;
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
        stdin: pulumi
          .all([args.bundle, serverIdOf(args.serverId)])
          .apply(([bundle, server]) => printBundle(server ? { ...bundle, server } : bundle)),
        addPreviousOutputInEnv: false,
        logging: command.Logging.Stderr,
      },
      optionsOf(name, "HostState", args, opts),
    );
    const report = this.stdout.apply(readReport);
    this.files = report.apply(({ files }) => files);
    this.restart = report.apply(({ restart }) => restart);
    this.warnings = report.apply(({ warnings = [] }) => {
      for (const warning of warnings) void pulumi.log.warn(`${name}: ${warning}`, this);
      return warnings;
    });
    this.rollout = report.apply(({ rollout }) => rollout);
  }
}

/** A preview shows the rest of the bundle while the server does not exist yet. */
function serverIdOf(id: pulumi.Output<string> | undefined): pulumi.Output<string | undefined> {
  return id ? knownOr(id, UNKNOWN_SERVER) : pulumi.output(undefined);
}

/** Takes away what is no longer named: no connection when it is made, one when the set of files changes later. */
export class HostPrune extends command.Command {
  constructor(name: string, args: HostStateArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      `${name}-prune`,
      {
        connection: args.connection,
        update: bootstrap("prune", args.sudo ?? false),
        stdin: pulumi.output(args.bundle).apply(printPaths),
        addPreviousOutputInEnv: false,
        logging: command.Logging.Stderr,
      },
      optionsOf(name, "HostPrune", args, opts),
    );
  }
}

/** @param kind of the component that was around the command until 0.1; without the alias a host would lose its files. */
function optionsOf(
  name: string,
  kind: "HostState" | "HostPrune",
  { server, held, gone }: HostStateArgs,
  opts: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  const component = `wazuh-active-response:index:${kind}`;
  return {
    ...opts,
    aliases: [...(opts.aliases ?? []), { parent: pulumi.createUrn(name, component, opts.parent) }],
    ...(server && { deletedWith: server }),
    // The old inputs stay in the state, so that the next run without it sees every change.
    ...(held && { ignoreChanges: ["*"] }),
    ...(gone && { retainOnDelete: true }),
  };
}

interface Report {
  readonly rollout?: RolloutNote & { readonly when: string };
  readonly files: Record<string, VerifiedFile>;
  readonly restart: string;
  readonly warnings?: readonly string[];
}

/** @param stdout undefined where the command failed and the engine goes on (`--continue-on-error`). */
function readReport(stdout: string | undefined): Report {
  if (stdout === undefined) return { files: {}, restart: "failed", warnings: [] };
  if (stdout === "") return { files: {}, restart: "passed over", warnings: [] };
  return JSON.parse(stdout) as Report;
}
