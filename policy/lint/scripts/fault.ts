/** What is wrong with how a script speaks with wazuh-execd. */
export type FaultKind =
  "reads-to-end" | "takes-arguments" | "prints-first" | "never-undone" | "no-time-limit";

/** One fault, where it stands in the script. */
export interface Fault {
  readonly kind: FaultKind;
  /** Line of the script, from 1. */
  readonly line: number;
  /** What the script does there: `$(cat) reads to the end`. */
  readonly what: string;
}

/** What was seen in a script. */
export interface ScriptFacts {
  /** False where the language is not one that is read here: then only the text was searched. */
  readonly understood: boolean;
  /** True where it names check_keys anywhere but in a comment. */
  readonly speaksKeys: boolean;
  readonly faults: readonly Fault[];
}
