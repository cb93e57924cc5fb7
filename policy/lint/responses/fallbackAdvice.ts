import { byAlertsOf } from "../../model/kinds/traitsOf";
import type { TriggeredResponse } from "../../model/response";

/** What lets agents without our script run something under a name that was a stock command's. */
export function fallbackAdvice(response: TriggeredResponse): string {
  const { fallback } = byAlertsOf(response);
  if (!fallback || !("timeout" in response)) return "give it its own command name";
  if (!fallback.wanted(response)) return "remove fallback: false, or give it its own command name";
  return `a fallback row needs a timeout of at least two digits, the second not 0: write ${allowing(response.timeout)}, or give it its own command name`;
}

/** The least change of a timeout by which the name can take its first digit over: 600 becomes 660. */
function allowing(timeout: number): string {
  if (timeout < 10) return "61 seconds or more";
  const tens = 10 ** (String(timeout).length - 2);
  return `${timeout + 6 * tens} seconds, or 3600`;
}
