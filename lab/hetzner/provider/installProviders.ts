import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

import { buildSync } from "esbuild";

import type { HetznerApi } from "../api";

const VERSIONS = { hcloud: "1.41.0", tls: "5.6.1" };

/** What stands among the plugins of a deployment, by provider. */
export type Installed = Readonly<Record<keyof typeof VERSIONS, "official" | "stand-in">>;

/**
 * Puts `hcloud` and `tls` among the plugins of a deployment, with the endpoint and the token of the lab's API: the official ones
 * where the user has them (`pulumi plugin install`), else the stand-ins.
 * @param dir of the deployment; made where it is missing.
 */
export function installProviders(dir: string, api: HetznerApi): Installed {
  const users = join(process.env["PULUMI_HOME"] ?? join(homedir(), ".pulumi"), "plugins");
  // One file, which every preview and up starts in a fraction of the time.
  const bundled = join(dir, "home/hetzner-providers.cjs");
  buildSync({
    ...{ entryPoints: [join(__dirname, "main.ts")], outfile: bundled, bundle: true },
    ...{
      platform: "node",
      target: "node20",
      external: ["*.node", "cpu-features"],
      logLevel: "error",
    },
  });
  const one = (name: keyof typeof VERSIONS): Installed[keyof Installed] => {
    const [version, program] = [VERSIONS[name], `pulumi-resource-${name}`];
    const plugin = `resource-${name}-v${version}`;
    const official = join(users, plugin, program);
    const has = existsSync(official);
    const place = join(dir, "home/plugins", plugin);
    mkdirSync(place, { recursive: true });
    const env = `HCLOUD_ENDPOINT=${api.endpoint} HCLOUD_TOKEN=${api.token}`;
    const run = has ? `"${official}" "$@"` : `"${process.execPath}" "${bundled}" ${version}`;
    writeFileSync(join(place, program), `#!/bin/sh\n${env} exec ${run}\n`);
    chmodSync(join(place, program), 0o755);
    return has ? "official" : "stand-in";
  };
  return { hcloud: one("hcloud"), tls: one("tls") };
}
