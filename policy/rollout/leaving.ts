import type { LastSent } from "../bundle/constants";
import { WAZUH_HOME } from "../model/hostPaths";

/** What a host said of itself last, by the state of the stack: after a run that failed half way, too. */
export interface LastSaid {
  /** Paths that its last apply verified. */
  readonly files: readonly string[];
  /** Paths of ours that it had then, and that its bundle does not name; undefined where an older version did not ask. */
  readonly left: readonly string[] | undefined;
  /** What stands for that apply: when, and the digest; undefined where it said none. */
  readonly apply: string | undefined;
  /** The same of the apply behind which files were taken away last; undefined where none were, or an older version did it. */
  readonly tidiedAfter: string | undefined;
  /** Whether the state has a step that takes files away. */
  readonly hasStep: boolean;
  /** What it was sent then, and what it has kept of that. */
  readonly sent?: LastSent;
  /** Which Wazuh it ran then, `4.12.0`; missing where an older version did not ask. */
  readonly wazuh?: string;
}

/** The step of one host that takes files away. */
export interface Removal {
  /** False leaves the step in the state as it is: no connection. */
  readonly runs: boolean;
  /** Whether the state has it already. */
  readonly hasStep: boolean;
  /** What leaves, as far as it is known; for people. @default not known */
  readonly leaving?: readonly string[];
  /** What stands for the last apply that the host reported: the same files may leave twice. @default none */
  readonly since?: string;
}

/** What the apply itself takes away, before it reloads the manager. */
const BY_APPLY = `${WAZUH_HOME}/etc/`;

/**
 * Paths of ours on a host that its bundle does not name.
 * @returns undefined where the host has not said enough to know: then what is there is found out by the step itself.
 */
export function leavingFiles(
  named: Readonly<Record<string, unknown>>,
  { files, left, apply, tidiedAfter }: LastSaid,
): readonly string[] | undefined {
  if (left === undefined) return undefined;
  const tidy = apply !== undefined && apply === tidiedAfter;
  const there = new Set([...files, ...(tidy ? [] : left)]);
  return [...there].filter((path) => !path.startsWith(BY_APPLY) && !(path in named)).sort();
}

/**
 * The step of a host that takes away what is no longer named; undefined where it needs none. One that an earlier run left in
 * the state stays there, idle: to let it go would be a deletion in a run with nothing to do, and the engine refuses that in a run
 * with a manager for its `--target`, on which the step depends.
 * @param files that its bundle names, by their paths.
 * @param said undefined for a host that this stack never brought to a state.
 */
export function removalOf(
  files: Readonly<Record<string, unknown>>,
  said: LastSaid | undefined,
): Removal | undefined {
  if (said === undefined) return undefined;
  const { hasStep, apply } = said;
  const leaving = leavingFiles(files, said);
  if (leaving === undefined || leaving.length > 0)
    return {
      runs: true,
      hasStep,
      ...(leaving && { leaving }),
      ...(apply !== undefined && { since: apply }),
    };
  return hasStep ? { runs: false, hasStep } : undefined;
}
