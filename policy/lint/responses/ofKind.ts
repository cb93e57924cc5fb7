import type { Kind, ResponseOf } from "../../model/kinds/registry";
import { ofKind } from "../../model/kinds/traitsOf";
import type { Policy } from "../../model/policy";

/** A response with its path in the stack. */
export interface At<Response> {
  readonly response: Response;
  readonly path: string;
}

/** Every response of one kind, with its path in the stack; for the checks of that kind alone. */
export function allOfKind<Name extends Kind>(
  { responses }: Policy,
  name: Name,
): readonly At<ResponseOf<Name>>[] {
  return responses.flatMap((one, i) =>
    ofKind([one], name).map((response) => ({ response, path: `responses[${i}]` })),
  );
}
