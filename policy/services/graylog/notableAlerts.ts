import { EXECUTABLES } from "../../model/hostPaths";
import type { GRAYLOG_EVENTS } from "../../model/keys/services";
import { OTHER } from "../logCollection/rules";
import type { Unbound } from "./eventDefinition";
import { fieldsOf, type GraylogSettings } from "./settings";
import { singleAlertDefinition, type SingleAlert } from "./singleAlert";

/** Alerts that people expect to be told of one by one. */
export type NotableAlert = (typeof GRAYLOG_EVENTS)[number];

/** Those that come of decisions, which are alerts only by `logs.decisionRule`. */
export const OF_DECISIONS: readonly NotableAlert[] = ["failure", "off"];

/** The definition of such an event. */
export function notableDefinition(settings: GraylogSettings, kind: NotableAlert): Unbound {
  return singleAlertDefinition(settings, alertOf(settings, kind));
}

function alertOf(settings: GraylogSettings, kind: NotableAlert): SingleAlert {
  const { ruleId, origin, decision } = fieldsOf(settings);
  // Whole words: Graylog refuses a search that begins with a star, unless its configuration allows them.
  const acted = (...executables: readonly string[]): string =>
    `${ruleId}:(${OTHER.join(" OR ")}) AND ${origin}:(${executables.map((one) => `"${one}"`).join(" OR ")})`;
  switch (kind) {
    case "isolation":
      return {
        title: "a host was isolated or released",
        description: "A host was cut off, or let back.",
        query: acted(EXECUTABLES.isolate, EXECUTABLES.release),
        priority: 3,
        says: ["agent", "origin", "cause"],
        key: ["agent", "origin"],
      };
    case "kill":
      return {
        title: "a process was killed",
        description: "A process was killed on an agent.",
        query: acted(EXECUTABLES.killProcess),
        priority: 3,
        says: ["agent", "origin", "cause"],
        key: ["agent"],
      };
    case "failure":
      return {
        title: "a response failed or was stopped",
        description: "A response failed, or its breaker stopped it.",
        query: `${decision}:(failed OR stopped)`,
        priority: 3,
        says: ["agent", "decision", "subject", "origin"],
        key: ["agent", "decision", "origin"],
      };
    case "off":
      return {
        title: "responses were switched off or on",
        description: "An operator switched the responses of a host off, or on again.",
        query: `${origin}:switch AND ${decision}:(off OR on)`,
        priority: 3,
        says: ["agent", "decision"],
        key: ["agent", "decision"],
      };
    default:
      return kind satisfies never;
  }
}
