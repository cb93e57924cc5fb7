import { readFileSync } from "node:fs";
import { join } from "node:path";

import { runPulumi } from "../pulumi/pulumi";
import type { GoodStack } from "../joined";

/**
 * The token of the Hetzner project: the environment's HCLOUD_TOKEN, else the stack's own `hcloud:token`, which the engine
 * decrypts. Undefined where there is none.
 */
export async function hcloudToken({
  dir,
  name,
}: Pick<GoodStack, "dir" | "name">): Promise<string | undefined> {
  const { HCLOUD_TOKEN: token } = process.env;
  if (token !== undefined && token !== "") return token;
  try {
    // The engine takes its time, so it is asked only where there is something to decrypt.
    if (!/^ *hcloud:token:/m.test(readFileSync(join(dir, `Pulumi.${name}.yaml`), "utf8")))
      return undefined;
    const args = ["config", "get", "hcloud:token", "--stack", name];
    return (await runPulumi(dir, args, "hcloud:token")).trim() || undefined;
  } catch {
    return undefined;
  }
}
