import type { Fleet, Host } from "../../model/fleet";
import { isOfFive } from "../../model/enrolledAgent";
import type { HostFile } from "../../model/hostFile";
import { byAlertsOf } from "../../model/kinds/traitsOf";
import type { Placement } from "../../model/placement";
import type { Policy } from "../../model/policy";
import { isTriggered, type Response, type TriggeredResponse } from "../../model/response";
import type { ResponseFiles } from "./executable";
import { filesOf } from "./filesOfKinds";
import { observer } from "./observer";

/** Renders the scripts of every response that is placed on the host; managers get all. */
export function renderResponseFiles(policy: Policy, fleet: Fleet, host: Host): ResponseFiles {
  const files = new Map<string, HostFile>();
  const tools = new Set<string>();
  let warnWithout: Record<string, string> = {};
  const placed = policy.responses.filter((response) => isPlacedOn(response, host));
  for (const response of placed) {
    const rendered =
      policy.mode === "observe" && cannotObserve(response)
        ? observer(response)
        : filesOf(response, { placed, policy, fleet, host });
    for (const file of rendered.files) files.set(file.path, file);
    for (const tool of rendered.tools) tools.add(tool);
    warnWithout = { ...warnWithout, ...rendered.warnWithout };
  }
  return {
    files: [...files.values()],
    tools: [...tools],
    ...(Object.keys(warnWithout).length > 0 && { warnWithout }),
  };
}

/** True where the host gets the response's files. */
export function isPlacedOn(response: Response, host: Host): boolean {
  const on: Placement = response.on ?? {};
  if (host.role !== "agent") return true;
  // Nothing of 4.14 is of use on an agent of Wazuh 5.
  if (isOfFive(host)) return false;
  return (
    (on.agents?.includes(host.name) ?? true) &&
    (on.locations?.includes(host.location ?? "") ?? true) &&
    Object.entries(on.labels ?? {}).every(([key, value]) => host.labels?.[key] === value)
  );
}

/** Whether its executable asks no mode: in a stack that observes, another one runs in its place. */
function cannotObserve(response: Response): response is TriggeredResponse {
  return isTriggered(response) && byAlertsOf(response).runs(response).whose !== "ours";
}
