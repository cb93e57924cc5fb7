import * as command from "@pulumi/command/remote";
import * as pulumi from "@pulumi/pulumi";

import { bootstrap } from "../policy/bundle/bootstrap";
import { printSecret } from "../policy/bundle/bundle";
import type { Role } from "../policy/model/fleet";
import type { Connection } from "./connection";
import type { HostServer } from "./fleetArgs";
import { SECRET_OWNER } from "../policy/model/keys/hosts";
import { SSH } from "../policy/model/keys/ssh";

/** A file that nobody but its owner may read. */
export interface HostSecretArgs {
  readonly host: { readonly name: string; readonly role: Role };
  /** Absolute path on the host; its folder exists. */
  readonly path: pulumi.Input<string>;
  readonly content: pulumi.Input<string>;
  /** @default "root" */
  readonly owner?: string;
  /** @default "root" */
  readonly group?: string;
  /** SSH connection with a pinned host key. */
  readonly connection: Connection;
  /** Run the installer by `sudo -n`. @default false */
  readonly sudo?: boolean;
  /** Server that holds the host, where the program made it: the file is placed once it is ready, and goes with it. @default none */
  readonly made?: HostServer;
  /** Id of the server that holds the host: where it changes, the file is placed again. @default none */
  readonly serverId?: pulumi.Output<string>;
}

/**
 * One secret file of a host, mode 0600. It has a standard input of its own, which is a secret as a whole: it is encrypted
 * in the state and left out of every diff, error and log. A bundle, whose changes preview shows, never holds one.
 */
export class HostSecret extends pulumi.ComponentResource {
  constructor(name: string, args: HostSecretArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wazuh-active-response:index:HostSecret", name, {}, opts);
    const { host, made, owner = SECRET_OWNER, group = SECRET_OWNER, sudo = SSH.sudo } = args;
    const stdin = pulumi
      .all([args.path, args.content, args.serverId])
      .apply(([path, content, server]) =>
        printSecret(
          { ...host, ...(server !== undefined && { server }) },
          { path, content, owner, group },
        ),
      );
    new command.Command(
      `${name}-secret`,
      {
        connection: args.connection,
        create: bootstrap("secret", sudo),
        delete: bootstrap("forget", sudo),
        stdin: pulumi.secret(stdin),
        addPreviousOutputInEnv: false,
        logging: command.Logging.None,
      },
      {
        parent: this,
        additionalSecretOutputs: ["stdin", "stdout", "stderr"],
        ...(made && { deletedWith: made.server, dependsOn: [...made.ready] }),
      },
    );
    this.registerOutputs();
  }
}
