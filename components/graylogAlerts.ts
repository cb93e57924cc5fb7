import * as pulumi from "@pulumi/pulumi";

import { renderGraylog } from "../policy/graylog/renderGraylog";
import type { GraylogSettings } from "../policy/graylog/settings";
import { curlCredentials } from "../policy/services/credentials";
import { ServiceObjects, type ServiceAccess, type ServiceReport } from "./serviceObjects";

/** What Graylog watches, and who may write it there. */
export interface GraylogAlertsArgs extends ServiceAccess, GraylogSettings {
  /** Access token of a user of Graylog. */
  readonly token: pulumi.Input<string>;
}

/** Stream, notification and event definitions about unusual active responses, in Graylog. */
export class GraylogAlerts extends pulumi.ComponentResource {
  readonly report: pulumi.Output<ServiceReport>;

  constructor(name: string, args: GraylogAlertsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wazuh-active-response:index:GraylogAlerts", name, {}, opts);
    const { token, manager, connection, sudo = false, ...settings } = args;
    const objects = new ServiceObjects(
      name,
      {
        document: renderGraylog(settings),
        // Graylog takes a token as the user, and this word as the password.
        credentials: pulumi.secret(token).apply((text) => curlCredentials(text, "token")),
        manager,
        connection,
        sudo,
      },
      { parent: this },
    );
    this.report = objects.report;
    this.registerOutputs({ report: this.report });
  }
}
