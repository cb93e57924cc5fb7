import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { stringify } from "yaml";

import { runOn, type RemoteResult } from "../../../ssh/onHost";
import { loadStack } from "../../../cli/lib/stack";
import { bootstrap, type Mode } from "../../../policy/bundle/bootstrap";
import { printBundle } from "../../../policy/bundle/bundle";
import { hostsOf } from "../../../policy/model/fleet";
import { bundlesOf } from "../../../policy/render/renderFleet";

/** Writes a stack file into a folder of its own. */
export function stackFolder(input: object): string {
  const dir = mkdtempSync(join(tmpdir(), "stack-"));
  const config = Object.entries(input).map(([key, value]) => [
    `wazuh-active-response:${key}`,
    value as unknown,
  ]);
  writeFileSync(
    join(dir, "Pulumi.lab.yaml"),
    `# the lab\n${stringify({ config: Object.fromEntries(config) as unknown }, { lineWidth: 0 })}`,
  );
  writeFileSync(join(dir, "Pulumi.yaml"), "name: wazuh-active-response\nruntime: nodejs\n");
  return dir;
}

/** What `pulumi up` does with a stack, without the engine: agents first, then managers. */
export async function rollOut(
  dir: string,
  mode: Mode = "apply",
): Promise<Map<string, RemoteResult>> {
  const stack = await loadStack({ dir });
  if (!stack.ok) throw new Error(JSON.stringify(stack.findings));
  const { input, policy, fleet } = stack;
  const inputs = [input.manager, ...(input.workers ?? []), ...input.agents];
  const results = new Map<string, RemoteResult>();
  for (const bundle of bundlesOf(policy, fleet, hostsOf(fleet)).reverse()) {
    const to = inputs.find(({ name }) => name === bundle.host);
    if (!to) throw new Error(`${bundle.host} is not in the stack`);
    results.set(
      bundle.host,
      await runOn(input.ssh, to, bootstrap(mode, false), printBundle(bundle)),
    );
  }
  return results;
}
