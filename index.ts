import * as pulumi from "@pulumi/pulumi";

import { ActiveResponsePolicy } from "./components/activeResponsePolicy";
import { connectionsOf } from "./components/connections";
import { WazuhFleet } from "./components/wazuhFleet";
import { readStack } from "./config";
import type { Finding } from "./policy/model/finding";
import { printFinding } from "./policy/lint/printFinding";

/**
 * The program: one policy, one fleet. A function, so that it can run several times in one process.
 * @throws RunError with everything that is wrong in the stack configuration.
 */
async function program(): Promise<Record<string, unknown>> {
  const stack = readStack();
  if (!stack.ok) refuse("the stack configuration", stack.findings);
  if (stack.fillIns.length > 0) {
    if (!pulumi.runtime.isDryRun())
      refuse("up needs every value; the stack configuration", stack.fillIns);
    for (const finding of stack.fillIns) await pulumi.log.warn(printFinding(finding));
  }
  const { input, fleet } = stack;
  const policy = new ActiveResponsePolicy("policy", {
    policy: stack.policy,
    fleet,
    ...(input.repair && { repair: input.repair }),
    today: new Date().toISOString().slice(0, 10),
  });
  const wazuh = new WazuhFleet("fleet", {
    fleet,
    policy,
    connections: connectionsOf(input),
    sudo: input.ssh.sudo ?? false,
    ...(input.rollout?.canary && { canary: input.rollout.canary }),
  });
  return { hosts: wazuh.hosts };
}

function refuse(what: string, findings: readonly Finding[]): never {
  throw new pulumi.RunError(
    `${what} has ${findings.length} problem(s):\n${findings.map(printFinding).join("\n")}`,
  );
}

export = program;
