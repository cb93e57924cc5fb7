import type { Alert } from "../alerts/alert";
import { pathOf, type FoundField } from "./field";
import { plainField } from "./plain";
import { isExposed, isInTable, whyForged, type LogSettings } from "./provenance";

const [SRCIP, WINDOWS] = [pathOf("srcip"), pathOf("win.")];

/**
 * Why the alert does not prove the address in a field of it, as `why_unproven` of scripts/responses/fields.awk says it; "" where it
 * does.
 */
export function whyUnproven(alert: Alert, { name, text }: FoundField, logs: LogSettings): string {
  const { rule } = alert;
  // A field below `data` may be named from the alert on, too.
  const path = name === undefined ? "" : pathOf(name);
  if (alert.windows && path.startsWith(WINDOWS))
    return isExposed(rule) ? `no line behind rule ${rule} proves who sent it` : "";
  if (path === SRCIP || alert.fullLog !== undefined || isExposed(rule) || isInTable(rule))
    return whyForged({ ...alert, srcip: text }, logs, false);
  const place = plainField(alert.location);
  return logs.raw.test(place) ? `clients write whole lines of their own into ${place}` : "";
}
