import { actsOn } from "../model/kinds/traitsOf";
import { hostOf } from "../model/parseFleet";
import { SERVER } from "../model/keys/hetzner";
import type { Policy } from "../model/policy";
import type { WrittenHost } from "../model/written";
import { renderHost } from "../render/renderHost";
import { isPlacedOn } from "../render/responses/index";
import { familyOf, packagesOf } from "./packages";

/** What a new server needs for the responses that are placed on it. */
export interface ServerNeeds {
  /** Packages of the image's own distribution. */
  readonly packages: readonly string[];
  /** auditd reports every program that starts: a process can be ended only when its start was seen. */
  readonly audit: boolean;
}

/**
 * Finds what the responses placed on a host need there.
 * @throws ValueError where Wazuh gives no host such a name.
 * @param more packages that the stack's owner adds, for tools of scripts of their own.
 * @param image its name at Hetzner.
 */
export function serverNeeds(
  policy: Policy,
  written: WrittenHost,
  more: readonly string[] = [],
  image: string = SERVER.image,
): ServerNeeds {
  const host = hostOf(written);
  // Tools depend on the responses alone; the rest of the fleet may not exist yet.
  const { tools } = renderHost(policy, { master: host, workers: [], agents: [] }, host);
  return {
    packages: [...new Set([...packagesOf(tools, familyOf(image)), ...more])].sort(),
    audit: policy.responses.some(
      (response) => actsOn(response, "process") && isPlacedOn(response, host),
    ),
  };
}
