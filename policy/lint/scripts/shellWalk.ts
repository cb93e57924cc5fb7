import type { CodeInput } from "./commandInput";
import type { FoundFaults } from "./foundFaults";
import type { KnownNames } from "./knownNames";
import type { Place, State } from "./shellPlace";
import type { Node } from "./shellTree";

/** The way through a script, in the order in which it runs, and what was met on it. */
export interface Walk {
  readonly faults: FoundFaults;
  readonly names: KnownNames;
  /** Reads `python3 -c CODE`. */
  readonly python: CodeInput;
  /** Goes on with these commands, one behind the other. */
  all(nodes: readonly Node[], place: Place, state: State): void;
}
