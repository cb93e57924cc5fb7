import type { Fault, ScriptFacts } from "./fault";
import { pythonFaults, pythonInput } from "./pythonFaults";
import { shellFaults } from "./shellFaults";

/**
 * What a script does with what wazuh-execd sends it, by reading sh, bash and Python. A fault that is not sure is not said: a script
 * may hang all the same.
 * @param timed it is bound with a timeout, so that it must speak check_keys.
 */
export function scriptFacts(text: string, timed: boolean): ScriptFacts {
  const [first = "", ...rest] = text.split("\n");
  const language = /^#!.*\b(?:ba|da|k|a|z)?sh\b/.test(first)
    ? "shell"
    : /^#!.*\bpython/.test(first)
      ? "python"
      : undefined;
  const speaksKeys = rest.some((line) =>
    line.replace(/(?:^|\s)(?:#|\/\/).*/, "").includes("check_keys"),
  );
  const read: readonly Fault[] =
    language === "shell"
      ? shellFaults(text, pythonInput)
      : language === "python"
        ? pythonFaults(text)
        : [];
  // What is printed means nothing where no time is counted; where it is, it is the key.
  const prints = read.some(({ kind }) => kind === "prints-first");
  const faults = read.filter(({ kind }) => kind !== "prints-first" || timed || speaksKeys);
  const never: Fault[] =
    timed && !speaksKeys && !prints && language !== undefined
      ? [{ kind: "never-undone", line: 1, what: "it never says check_keys" }]
      : [];
  return { understood: language !== undefined, speaksKeys, faults: [...faults, ...never] };
}
