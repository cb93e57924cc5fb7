import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { curlCredentials } from "../../policy/services/credentials";
import {
  printService,
  SERVICE_STATE,
  serviceCommand,
  type ServiceDocument,
  type ServiceMode,
} from "../../policy/services/document";

/** How a run of the product's own script ended. */
export interface Ended {
  readonly code: number;
  readonly stderr: string;
  readonly done: readonly string[];
  readonly warnings: readonly string[];
}

/** The host that the script runs on: a mount namespace with a folder of ours in the place of the manager's state. */
export class ScriptHost {
  constructor(readonly state: string) {
    mkdirSync(state, { recursive: true });
  }

  /** Puts the credentials there, as the installer does. */
  login(service: ServiceDocument["service"], user: string, password: string): void {
    writeFileSync(join(this.state, `${service}.curl`), curlCredentials(user, password), {
      mode: 0o600,
    });
  }

  /** Runs the command that Pulumi runs, with the standard input that Pulumi gives it. */
  async run(document: ServiceDocument, mode: ServiceMode = "apply"): Promise<Ended> {
    const inside = [
      "mount -t tmpfs tmpfs /var/lib",
      `mkdir -p ${SERVICE_STATE}`,
      `mount --bind "$0" ${SERVICE_STATE}`,
      'exec sh -c "$1"',
    ].join(" && ");
    const state = join(this.state);
    const child = spawn("unshare", ["-m", "sh", "-c", inside, state, serviceCommand(mode, false)]);
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (part: Buffer) => (stdout += part.toString()));
    child.stderr.on("data", (part: Buffer) => (stderr += part.toString()));
    child.stdin.end(printService(document));
    const code = await new Promise<number>((resolve) =>
      child.once("close", (ended) => {
        resolve(ended ?? 1);
      }),
    );
    const report = (stdout === "" ? {} : JSON.parse(stdout)) as Partial<Ended>;
    return { code, stderr, done: report.done ?? [], warnings: report.warnings ?? [] };
  }
}
