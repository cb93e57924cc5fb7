import type { Host } from "../model/fleet";
import type { Policy } from "../model/policy";
import { renderHost } from "../render/renderHost";
import { isPlacedOn } from "../render/responses/index";
import { packagesOf } from "./hostPackages";

/** What a new server needs for the responses that are placed on it. */
export interface ServerNeeds {
  /** Debian packages. */
  readonly packages: readonly string[];
  /** auditd reports every program that starts: a process can be ended only when its start was seen. */
  readonly audit: boolean;
}

/**
 * Finds what the responses placed on a host need there.
 * @param more packages that the stack's owner adds, for tools of scripts of their own.
 */
export function serverNeeds(policy: Policy, host: Host, more: readonly string[] = []): ServerNeeds {
  // Tools depend on the responses alone; the rest of the fleet may not exist yet.
  const { tools } = renderHost(policy, { master: host, workers: [], agents: [] }, host);
  return {
    packages: [...new Set([...packagesOf(tools), ...more])].sort(),
    audit: policy.responses.some(
      (response) => response.kind === "kill-process" && isPlacedOn(response, host),
    ),
  };
}
