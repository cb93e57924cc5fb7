import { KINDS, type KindOf } from "./kinds/registry";
import type { Refusals } from "./refusals";
import type { Response } from "./response";
import type { WrittenResponse } from "./written";

/** Makes a response of a written one; nothing where a value that it cannot be without is refused. */
export function parseResponse(
  written: WrittenResponse,
  path: string,
  refusals: Refusals,
): readonly Response[] {
  const kind: Pick<KindOf<Response["kind"], WrittenResponse, Response>, "parse"> = KINDS[
    written.kind
  ];
  return kind.parse(written, path, refusals);
}
