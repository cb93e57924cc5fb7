import * as pulumi from "@pulumi/pulumi";

import type { PassedOver } from "../components/fleetArgs";
import { isOfFive, type EnrolledAgent } from "../policy/model/enrolledAgent";
import { ROLLOUT } from "../policy/model/keys/rollout";
import type { HostInput, StackInput } from "../policy/model/stack";

/** The part of a stack that says what happens to agents of Wazuh 5. */
export type MixedFleet = Pick<StackInput, "rollout"> & { readonly agents: readonly HostInput[] };

/**
 * Passes over the agents that run Wazuh 5 (beta), as the stack or the manager says, where the stack wants that
 * (`rollout.wazuh5: skip`): nothing of 4.14 is of use there, and what lies there already is left as it is.
 * @param enrolled the agents that the manager knows; undefined where it was not asked.
 * @throws RunError naming them where the stack does not say so, or where the canary is one.
 */
export function passOverFive(
  left: PassedOver,
  { rollout = {}, agents }: MixedFleet,
  enrolled: readonly EnrolledAgent[] = [],
): PassedOver {
  // An agent that was enrolled again is known twice; the higher id is the one that it has.
  const told = new Map(enrolled.map(({ name, version }) => [name, version]));
  const five = agents.flatMap(({ name, version }) => {
    const runs = told.get(name) ?? version;
    return isOfFive({ ...(runs !== undefined && { version: runs }) }) && !left.reasons.has(name)
      ? [{ name, runs: `runs Wazuh ${runs?.replace(/^v/, "")} (beta)` }]
      : [];
  });
  if (five.length === 0) return left;
  const lines = five.map(({ name, runs }) => `${name}: ${runs}`).join("\n");
  if ((rollout.wazuh5 ?? ROLLOUT.wazuh5) === "refuse") {
    throw new pulumi.RunError(
      `${five.length} agent(s) run a Wazuh that takes no script of 4.14; nothing was touched. Write rollout.wazuh5: skip to pass them over, or take them out of the stack:\n${lines}`,
    );
  }
  if (five.some(({ name }) => name === rollout.canary)) {
    throw new pulumi.RunError(
      `the canary ${rollout.canary} runs a Wazuh that takes no script of 4.14; nothing was touched. Write another rollout.canary:\n${lines}`,
    );
  }
  const reasons = new Map(left.reasons);
  for (const { name, runs } of five) reasons.set(name, `${runs}, and rollout.wazuh5 is skip`);
  return { ...left, reasons };
}
