import { EXECUTABLES } from "../../../policy/model/hostPaths";
import type { Command } from "../api/activeResponse";
import type { Wanted } from "./seen";

/** Rule of the documentation for an isolation by hand; it triggers nothing, and makes the log line findable. */
const RULE = "100099";

/** What an agent is told, whoever tells it: the verb, or an operator with what `--print` shows. */
export const COMMANDS = {
  isolate: { command: `!${EXECUTABLES.isolate}`, alert: { rule: { id: RULE } } },
  release: { command: `!${EXECUTABLES.release}`, alert: { rule: { id: RULE } } },
} as const satisfies Record<Wanted, Command>;
