import type { Policy } from "../../model/policy";
import { isTriggered, type TriggeredResponse } from "../../model/response";

/** A response that alerts trigger, with its path in the stack. */
export interface TriggeredAt {
  readonly response: TriggeredResponse;
  readonly path: string;
}

/** Every response that alerts trigger, with its path in the stack. */
export function triggered(policy: Policy): readonly TriggeredAt[] {
  return policy.responses.flatMap((response, i) =>
    isTriggered(response) ? [{ response, path: `responses[${i}]` }] : [],
  );
}
