import { isPartial, type Fleet } from "../../model/fleet";
import type { Placement } from "../../model/placement";
import type { TriggeredResponse } from "../../model/response";
import { isPlacedOn } from "../../render/responses/index";

/** Whether no agent has both responses; of a part of a fleet only what the placements say by themselves. */
export function areApart(a: TriggeredResponse, b: TriggeredResponse, fleet: Fleet): boolean {
  if (!a.on || !b.on) return false;
  if (excludeEachOther(a.on, b.on)) return true;
  if (isPartial(fleet)) return false;
  return !fleet.agents.some((agent) => isPlacedOn(a, agent) && isPlacedOn(b, agent));
}

function excludeEachOther(a: Placement, b: Placement): boolean {
  const without = (some?: readonly string[], others?: readonly string[]): boolean =>
    some !== undefined && others !== undefined && !some.some((one) => others.includes(one));
  return (
    without(a.agents, b.agents) ||
    without(a.locations, b.locations) ||
    Object.entries(a.labels ?? {}).some(([key, value]) => (b.labels?.[key] ?? value) !== value)
  );
}
