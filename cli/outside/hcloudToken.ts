import { runPulumi } from "../pulumi";
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
    const args = ["config", "get", "hcloud:token", "--stack", name];
    return (await runPulumi(dir, args, "hcloud:token")).trim() || undefined;
  } catch {
    return undefined;
  }
}
