import { hostInputsOf } from "../../config/hostInputs";
import type { HostInput } from "../../policy/model/stack";
import { bundleOf, type Bundle } from "../../policy/bundle/bundle";
import { renderHost } from "../../policy/render/renderHost";
import { joinedHosts, type GoodStack } from "./joined";

/** A host that can be asked, and what the stack wants of it. */
export interface BundledHost {
  readonly input: HostInput;
  readonly bundle: Bundle;
}

/** Every host of the stack that exists, managers first, with its bundle. */
export async function bundledHosts(stack: GoodStack): Promise<BundledHost[]> {
  const inputs = new Map(hostInputsOf(stack.input).map((host) => [host.name, host]));
  const { policy, fleet, hosts: ours } = await joinedHosts(stack);
  const gone = stack.input.rollout?.gone ?? [];
  // The manager writes them, and every agent gets them from it.
  const rows = renderHost(policy, fleet, fleet.master).arConf ?? [];
  return ours.flatMap((host) => {
    const input = inputs.get(host.name);
    // A server that does not exist yet has no address.
    if (!input || gone.includes(host.name)) return [];
    return [{ input, bundle: { ...bundleOf(host, renderHost(policy, fleet, host)), rows } }];
  });
}
