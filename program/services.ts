import * as pulumi from "@pulumi/pulumi";

import { fillIns } from "../config/fillIns";
import type { StackInput } from "../policy/model/stack";
import { graylogSettings } from "../config/graylogSettings";
import type { Connection } from "../components/connection";
import { GraylogAlerts } from "../components/graylogAlerts";
import type { ServiceReport } from "../components/serviceObjects";
import { settledOr } from "../components/standInWhileUnknown";
import { WazuhDashboard } from "../components/wazuhDashboard";
import { SSH } from "../policy/model/keys/ssh";

/** What the services of a stack said at their last change; a key for each that the stack has. */
export type ServiceReports = Readonly<Record<string, pulumi.Output<ServiceReport | undefined>>>;

/**
 * Declares what a stack has at services: after the rollout, and gone before it is undone.
 * @param rollout what must be done first; it also makes the folder of the credentials.
 */
export function declareServices(
  input: StackInput,
  connection: Connection,
  rollout: pulumi.Resource,
): ServiceReports {
  const access = { manager: input.manager.name, connection, sudo: input.ssh.sudo ?? SSH.sudo };
  const opts = { dependsOn: [rollout] };
  // What the owner has still to give is a warning of preview, which goes on without it.
  const given = <T>(service: T): T | undefined =>
    fillIns(service).length > 0 ? undefined : service;
  const dashboard = given(input.dashboard);
  const token = given(input.graylog)?.token;
  const graylog = graylogSettings(input, pulumi.getStack());
  return {
    ...(dashboard && {
      dashboard: settledOr(
        new WazuhDashboard(
          "dashboard",
          { ...access, ...dashboard, password: pulumi.secret(dashboard.password) },
          opts,
        ).report,
        undefined,
      ),
    }),
    ...(graylog &&
      token !== undefined && {
        graylog: settledOr(
          new GraylogAlerts("graylog", { ...access, ...graylog, token: pulumi.secret(token) }, opts)
            .report,
          undefined,
        ),
      }),
  };
}
