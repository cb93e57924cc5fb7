import { createHash } from "node:crypto";

import type { HostPlan } from "../../hostPlan";

/** Lines of client.keys. The key is made from the name: nothing in the lab is a secret. */
export function clientKeys(agents: readonly HostPlan[]): string {
  return agents
    .map(({ id, name }) => `${id} ${name} any ${createHash("sha256").update(name).digest("hex")}\n`)
    .join("");
}
