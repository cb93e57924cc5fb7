import { bundleOf, type Bundle } from "../bundle/bundle";
import { hostsOf, type Fleet } from "../model/fleet";
import type { Policy } from "../model/policy";
import { fleetRenderer, withWait } from "../render/renderFleet";
import { bundleDigest } from "./note";

/** What a host gets, without a note, and the digest that stands for it. */
export interface HostBundle {
  readonly bundle: Bundle;
  /** See `bundleDigest`. */
  readonly digest: string;
}

/** What goes into bundles beside policy and fleet. */
export interface BundleOptions {
  /** Hosts to bring back to their state: host -> when drift was seen. @default none */
  readonly repair?: Readonly<Record<string, string>> | undefined;
  /** Seconds that an apply waits for a daemon. @default the installer's own */
  readonly wait?: number | undefined;
}

/**
 * The bundles of a fleet, each made and printed once, when it is first asked for.
 * @returns gives the bundle of a host by its name. It throws Error for a host that is not in the fleet.
 */
export function fleetBundles(
  policy: Policy,
  fleet: Fleet,
  { repair = {}, wait }: BundleOptions = {},
): (host: string) => HostBundle {
  const render = fleetRenderer(policy, fleet);
  const hosts = new Map(hostsOf(fleet).map((host) => [host.name as string, host]));
  const made = new Map<string, HostBundle>();
  return (name) => {
    const known = made.get(name);
    if (known) return known;
    const host = hosts.get(name);
    if (!host) throw new Error(`the fleet has no host "${name}"`);
    const bundle = withWait(bundleOf(host, render(host), repair[name]), wait);
    const digested = { bundle, digest: bundleDigest(bundle) };
    made.set(name, digested);
    return digested;
  };
}
