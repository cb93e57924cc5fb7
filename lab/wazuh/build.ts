import { build, stop } from "esbuild";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { slowParts } from "../slowParts";

/** Programs of lab/wazuh/host that the bundled stand-ins start. */
const PROGRAMS = ["relay.pl", "daemon.pl", "sleeper.pl", "logcollector.pl", "wdb.pl"];

/** Bundles the stand-ins of Wazuh's daemons into a folder that every host of a lab sees. */
export async function buildStandIns(dir: string): Promise<void> {
  mkdirSync(dir, { recursive: true });
  await build({
    entryPoints: [join(__dirname, "main.ts")],
    outfile: join(dir, "main.js"),
    bundle: true,
    platform: "node",
    target: "node20",
    logLevel: "error",
  });
  // Else its process waits for another build as long as this one lives.
  await stop();
  for (const program of PROGRAMS)
    copyFileSync(join(__dirname, "host", program), join(dir, program));
  writeFileSync(
    join(dir, "slow"),
    slowParts()
      .map((part) => `${part}\n`)
      .join(""),
  );
}
