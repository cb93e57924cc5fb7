import { printTime } from "../alerts/timestamp";
import type { Acted } from "./acted";
import type { Changed } from "./report";

/** One subject of a comparison. */
export function changedOf(acted: Acted, harm: boolean): Changed {
  const { kind, subject, times, rules, hosts, first } = acted;
  return {
    kind,
    subject,
    times,
    rules,
    hosts,
    first: printTime(first),
    harm,
  };
}
