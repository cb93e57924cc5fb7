import { formatDuration } from "../model/duration";
import { traitsOf } from "../model/kinds/traitsOf";
import { isTriggered, type Response, type TriggeredResponse } from "../model/response";

/** A response in a line: `block-ip at rules 5763, 5712, for 1h`. */
export function aboutResponse(response: Response): string {
  if (!isTriggered(response)) return `${response.kind}, by hand`;
  const { rules, groups = [], level } = response;
  const selectors = [
    ...(rules.length > 0 ? [`rule${rules.length > 1 ? "s" : ""} ${rules.join(", ")}`] : []),
    ...(groups.length > 0 ? [`group${groups.length > 1 ? "s" : ""} ${groups.join(", ")}`] : []),
    ...(level === undefined ? [] : [`level ${level}`]),
  ];
  return `${response.kind} at ${selectors.join(", ")}${time(response)}`;
}

function time(response: TriggeredResponse): string {
  if (!("timeout" in response)) return "";
  const steps = ("escalate" in response ? response.escalate : undefined) ?? [response.timeout];
  const lasting = steps.map((step) => (step === 0 ? "for ever" : `for ${formatDuration(step)}`));
  return `, ${lasting.join(", then ")}`;
}

/** True where a finding from a white-listed address sets nothing off, as in 4.14. What a process is does not depend on it. */
export function sparesAddresses(response: Response): boolean {
  return traitsOf(response).target !== "process";
}
