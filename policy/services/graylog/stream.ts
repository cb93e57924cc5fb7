import { RESPONSE_RULES } from "../logCollection/rules";
import { fieldsOf, markOf, type GraylogSettings } from "./settings";
import { GRAYLOG } from "../../model/keys/services";

/** A rule of a stream. */
export interface StreamRule {
  /** 2: the value is a regular expression. */
  readonly type: 2;
  readonly field: string;
  readonly value: string;
  readonly inverted: false;
  readonly description: string;
}

/** A stream, as it is created; the index set is filled in on the host. */
export interface Stream {
  readonly title: string;
  readonly description: string;
  readonly matching_type: "AND";
  readonly remove_matches_from_default_stream: false;
  readonly rules: readonly StreamRule[];
}

/** The stream of every alert that an active response makes. */
export function streamOf(settings: GraylogSettings): Stream {
  const rules = [...RESPONSE_RULES, ...(settings.ownRules ?? [])];
  return {
    title: settings.title ?? GRAYLOG.title,
    description: `Alerts about active responses. ${markOf(settings)}`,
    matching_type: "AND",
    remove_matches_from_default_stream: false,
    rules: [
      {
        type: 2,
        field: fieldsOf(settings).ruleId,
        value: `^(${rules.join("|")})$`,
        inverted: false,
        description: "Rules of active response",
      },
    ],
  };
}
