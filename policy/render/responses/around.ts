import type { Fleet, Host } from "../../model/fleet";
import type { Policy } from "../../model/policy";
import type { Response } from "../../model/response";

/** What the files of a response depend on beside itself. */
export interface Around<One> {
  /** All responses of its kind that are placed on the host. */
  readonly all: readonly One[];
  /** Those of every kind. */
  readonly placed: readonly Response[];
  readonly policy: Policy;
  readonly fleet: Fleet;
  readonly host: Host;
}
