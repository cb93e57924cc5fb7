import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { LabHost } from "../../../lab/labTypes";

const ROOT = join(__dirname, "../../..");
const VERSIONS = { hcloud: "1.41.0", tls: "5.6.1" };

/**
 * Puts the stand-ins of `hcloud` and `tls` (cloud.ts) among the plugins of a deployment in a folder, which is made. A server
 * that they make is the given host of the lab.
 */
export function installCloud(dir: string, made: LabHost): void {
  mkdirSync(dir);
  writeFileSync(
    join(dir, "facts.json"),
    JSON.stringify({ ipv4Address: made.address, hostKey: made.hostKey }),
  );
  for (const [name, version] of Object.entries(VERSIONS)) {
    const place = join(dir, "home/plugins", `resource-${name}-v${version}`);
    mkdirSync(place, { recursive: true });
    const program = join(place, `pulumi-resource-${name}`);
    writeFileSync(
      program,
      `#!/bin/sh\nexec "${ROOT}/node_modules/.bin/tsx" "${__dirname}/cloud.ts" "${dir}/facts.json" "${dir}/asked" ${version}\n`,
    );
    chmodSync(program, 0o755);
  }
}
