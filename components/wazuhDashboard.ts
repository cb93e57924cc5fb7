import * as pulumi from "@pulumi/pulumi";

import {
  renderDashboard,
  type DashboardSettings,
} from "../policy/services/dashboard/renderDashboard";
import { curlCredentials } from "../policy/services/credentials";
import { ServiceObjects, type ServiceAccess, type ServiceReport } from "./serviceObjects";

/** The active-response part of a Wazuh dashboard, and who may write it there. */
export interface WazuhDashboardArgs extends ServiceAccess, DashboardSettings {
  /** User of the indexer who may write saved objects of the tenant. */
  readonly user: string;
  readonly password: pulumi.Input<string>;
}

/** Saved search, three visualizations and a dashboard about active response, in the Wazuh dashboard. */
export class WazuhDashboard extends pulumi.ComponentResource {
  readonly report: pulumi.Output<ServiceReport>;

  constructor(name: string, args: WazuhDashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wazuh-active-response:index:WazuhDashboard", name, {}, opts);
    const { user, password, manager, connection, sudo = false, ...settings } = args;
    const objects = new ServiceObjects(
      name,
      {
        document: renderDashboard(settings),
        credentials: pulumi.secret(password).apply((text) => curlCredentials(user, text)),
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
