import type { LabHost } from "../../../lab/labTypes";
import { curlCredentials } from "../../../policy/services/credentials";
import {
  credentialsFile,
  printService,
  serviceCommand,
  type ServiceDocument,
  type ServiceMode,
} from "../../../policy/services/document";

/** Address of the machine that the lab runs on, as its hosts reach it. */
export function gatewayOf({ address }: LabHost): string {
  return address.replace(/\d+$/, "1");
}

/** How the command on the manager's host ended. */
export interface Ended {
  readonly code: number;
  readonly stderr: string;
  readonly done: readonly string[];
  readonly warnings: readonly string[];
}

/** Puts the credentials there, as the installer does. */
export async function login(
  host: LabHost,
  service: ServiceDocument["service"],
  user: string,
  password: string,
): Promise<void> {
  const file = credentialsFile(service);
  const command = `mkdir -p ${file.replace(/\/[^/]*$/, "")} && umask 077 && cat >${file}`;
  await host.run(command, { input: curlCredentials(user, password) });
}

/** Runs the command that Pulumi runs. */
export async function runService(
  host: LabHost,
  document: ServiceDocument,
  mode: ServiceMode = "apply",
): Promise<Ended> {
  const { code, stdout, stderr } = await host.run(serviceCommand(mode, false), {
    input: printService(document),
  });
  const report = (stdout === "" ? {} : JSON.parse(stdout)) as Partial<Ended>;
  return { code, stderr, done: report.done ?? [], warnings: report.warnings ?? [] };
}
