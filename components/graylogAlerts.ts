import * as pulumi from "@pulumi/pulumi";

import { renderGraylog } from "../policy/services/graylog/renderGraylog";
import {
  parseGraylogSettings,
  type WrittenGraylogSettings,
} from "../policy/services/graylog/parseSettings";
import { Refusals } from "../policy/model/refusals";
import { curlCredentials } from "../policy/services/credentials";
import { refuse } from "./refuse";
import { ServiceObjects, type ServiceAccess, type ServiceReport } from "./serviceObjects";

/** What Graylog watches, and who may write it there. */
export interface GraylogAlertsArgs extends ServiceAccess, WrittenGraylogSettings {
  /** Access token of a user of Graylog. */
  readonly token: pulumi.Input<string>;
}

/**
 * Stream, notification and event definitions about unusual active responses, in Graylog.
 * @throws InputPropertiesError with every setting that is not valid where it was given.
 */
export class GraylogAlerts extends pulumi.ComponentResource {
  readonly report: pulumi.Output<ServiceReport>;

  constructor(name: string, args: GraylogAlertsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wazuh-active-response:index:GraylogAlerts", name, {}, opts);
    const { token, manager, connection, sudo = false, ...written } = args;
    const refusals = new Refusals();
    const settings = parseGraylogSettings(written, refusals);
    if (refusals.findings.length > 0) refuse("what Graylog is to watch", refusals.findings);
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
