import { spawn } from "node:child_process";
import { resolve } from "node:path";

import { ENGINE_VERSION } from "../../cli/lib/pulumi/version";

/** Longest time for the whole download, in milliseconds. Where there is no network at all it fails in a second. */
const PATIENCE = 300_000;

// In a process of its own: the SDK's installer cannot be interrupted, and a network that swallows packets would hold us.
const INSTALL = `
const { SemVer } = require("semver");
const { PulumiCommand } = require("@pulumi/pulumi/automation");
const [root, version] = process.argv.slice(1);
PulumiCommand.install({ root, version: new SemVer(version) }).then(() => process.exit(0), () => process.exit(1));`;

/**
 * Installs the official engine by the Automation API's own installer, quietly.
 * @param folder gets `bin/pulumi`.
 * @returns whether it is there; false where there is no network.
 */
export function installOfficial(folder: string): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ["-e", INSTALL, folder, ENGINE_VERSION], {
      cwd: resolve(__dirname, "../.."),
      stdio: "ignore",
      detached: true,
    });
    const timer = setTimeout(() => {
      // The installer's own children end with it.
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    }, PATIENCE);
    child.once("error", () => {
      clearTimeout(timer);
      done(false);
    });
    child.once("close", (code) => {
      clearTimeout(timer);
      done(code === 0);
    });
  });
}
