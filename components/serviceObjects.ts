import * as command from "@pulumi/command/remote";
import * as pulumi from "@pulumi/pulumi";

import {
  credentialsFile,
  printService,
  serviceCommand,
  type ServiceDocument,
} from "../policy/services/document";
import type { Connection } from "./connection";
import { HostSecret } from "./hostSecret";
import { inOneSentence } from "./late";

/** How a service is reached: from the manager's host, over the SSH connection that brings everything else there. */
export interface ServiceAccess {
  /** Name of the manager's master. */
  readonly manager: string;
  /** SSH connection to it, with a pinned host key. */
  readonly connection: Connection;
  /** Run what it needs by `sudo -n`. @default false */
  readonly sudo?: boolean;
}

/** Objects of a service, and what logs in to it. */
export interface ServiceObjectsArgs extends ServiceAccess {
  /** Holds no secret: preview shows it key by key. */
  readonly document: ServiceDocument;
  /** User and password in the form of curl's configuration file. */
  readonly credentials: pulumi.Input<string>;
}

/** What the host's script says when it is done. */
export interface ServiceReport {
  /** Version of the service, where it tells one. */
  readonly version?: string;
  /** What was created, updated and deleted. */
  readonly done: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Objects of a service, brought there by one command on the manager's host. Its credentials are a file of that host, with a
 * standard input of its own; so the objects' own input can be shown. No change of the document is no connection at all.
 */
export class ServiceObjects extends pulumi.ComponentResource {
  readonly report: pulumi.Output<ServiceReport>;

  constructor(name: string, args: ServiceObjectsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wazuh-active-response:index:ServiceObjects", name, {}, opts);
    const { document, manager, connection, sudo = false } = args;
    const login = new HostSecret(
      `${name}-login`,
      {
        host: { name: manager, role: "master" },
        path: credentialsFile(document.service),
        content: pulumi.secret(args.credentials),
        connection,
        sudo,
      },
      { parent: this },
    );
    const apply = new command.Command(
      `${name}-apply`,
      {
        connection,
        create: serviceCommand("apply", sudo),
        delete: serviceCommand("remove", sudo),
        stdin: printService(document),
        addPreviousOutputInEnv: false,
        logging: command.Logging.Stderr,
      },
      { parent: this, dependsOn: [login] },
    );
    this.report = apply.stdout.apply(
      inOneSentence((stdout) => {
        const report = JSON.parse(stdout) as ServiceReport;
        for (const warning of report.warnings) void pulumi.log.warn(`${name}: ${warning}`, apply);
        return report;
      }),
    );
    this.registerOutputs({ report: this.report });
  }
}
