import { bundleOf, type Bundle } from "../bundle/bundle";
import type { Fleet, Host } from "../model/fleet";
import type { RenderedHost } from "../model/hostFile";
import type { Policy } from "../model/policy";
import { renderHost } from "./renderHost";
import { isPlacedOn } from "./responses/index";

/**
 * Renders the hosts of a fleet, each content once: hosts of one role with the same responses get the same files.
 * @returns gives what a host gets, the same as {@link renderHost}.
 */
export function fleetRenderer(policy: Policy, fleet: Fleet): (host: Host) => RenderedHost {
  const known = new Map<string, RenderedHost>();
  return (host) => {
    const placed = policy.responses.map((response) => (isPlacedOn(response, host) ? "1" : "0"));
    const key = `${host.role} ${placed.join("")}`;
    let rendered = known.get(key);
    if (!rendered) {
      rendered = renderHost(policy, fleet, host);
      known.set(key, rendered);
    }
    return rendered;
  };
}

/** The bundles of some hosts of a fleet. */
export function bundlesOf(
  policy: Policy,
  fleet: Fleet,
  hosts: readonly Host[],
  repair: Readonly<Record<string, string>> = {},
): Bundle[] {
  const render = fleetRenderer(policy, fleet);
  return hosts.map((host) => bundleOf(host, render(host), repair[host.name]));
}

/** A host's bundle with how many seconds its apply waits for a daemon, where the stack says so. */
export function withWait(bundle: Bundle, wait: number | undefined): Bundle {
  return wait === undefined ? bundle : { ...bundle, wait };
}
