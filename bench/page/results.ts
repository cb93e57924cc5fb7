import type { ApplyResult } from "../apply/result";
import type { FailuresResult } from "../failures/result";
import type { FloodResult } from "../flood/result";
import type { LintResult } from "../lint/result";
import type { ReplayResult } from "../replay/result";
import type { ResponsesResult } from "../responses/result";
import type { RolloutResult } from "../rollout/result";
import type { ScaleResult } from "../scale/result";
import type { StartupResult } from "../startup/result";

/** Everything that can be in bench/results; what was not measured is undefined. */
export interface Results {
  readonly rollout: RolloutResult | undefined;
  readonly scale: ScaleResult | undefined;
  readonly startup: StartupResult | undefined;
  readonly apply: ApplyResult | undefined;
  readonly responses: ResponsesResult | undefined;
  readonly lint: LintResult | undefined;
  readonly replay: ReplayResult | undefined;
  readonly failures: FailuresResult | undefined;
  readonly flood: FloodResult | undefined;
}
