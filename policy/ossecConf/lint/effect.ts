import type { Node } from "../../wazuh/read/node";
import type { Effect } from "../../wazuh/known/ask";
import type { Report } from "./report";

/** What a fatal value does. */
export const START = "the daemons of the manager do not start with it";

/** The same on an agent. */
export const START_AGENT = "wazuh-agentd does not start with it";

/** Says what an element or a value does that a daemon does not take. @param section `<syscheck>`. */
export const effect = (what: Effect, section: string): string => {
  switch (what) {
    case "refused":
      return START;
    case "section off":
      return `${section} has no effect`;
    case "ignored":
      return "it has no effect";
    default:
      return what satisfies never;
  }
};

/** What stops a daemon is an error; what has no effect is a warning. */
export function say(
  code: string,
  at: Node,
  what: Effect,
  reason: string,
  instead: string,
  report: Report,
): void {
  report[what === "refused" ? "error" : "warning"](code, at, reason, instead);
}

/** The code of a finding that has no name of its own. */
export const codeOf = (what: Effect | "note"): string =>
  what === "refused" ? "refused-value" : "wrong-value";
