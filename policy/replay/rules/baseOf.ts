import { GUARDS } from "../../provenance/daemons";
import { stockParents } from "../../wazuh/stock/stockParents";
import { stockRule } from "../../wazuh/stock/stockRules";
import type { Alert } from "../alerts/alert";
import { readLogLine } from "../judge/logLine";
import { plainField } from "../judge/plain";

/** The rows of the table of daemons, as patterns of a whole message. */
const ROWS = GUARDS.map(({ daemon, row }) => ({
  program: daemon.program === undefined ? undefined : new RegExp(daemon.program),
  rules: row.rules,
  lines: row.lines.map(({ pcre2 }) => new RegExp(`^(?:${pcre2})$`)),
}));

/**
 * The rule that an alert's event would have without any composite: the one that is counted, or one below it that its line tells.
 * @param counted what the alert's rule counts, where it is one of the policy's own
 * @returns undefined where a group is counted and the line does not tell which of its rules it had
 */
export function baseOf(
  alert: Alert,
  counted: number | undefined,
  members: (group: string) => ReadonlySet<number>,
): number | undefined {
  const { rule } = alert;
  if (counted !== undefined) return counted;
  if (stockRule(rule)?.counts === undefined) return rule;
  const { counts, countsGroup } = stockParents(rule);
  if (counts === undefined && countsGroup === undefined) return rule;
  const isBelow = (id: number): boolean =>
    counts !== undefined && stockParents(id).ids.includes(counts);
  const wanted =
    countsGroup === undefined
      ? new Set(ROWS.flatMap(({ rules }) => rules.filter(isBelow)))
      : members(countsGroup);
  const { program, message } = readLogLine(alert.fullLog ?? "", plainField(alert.program));
  const row = ROWS.find(
    (one) =>
      (one.program === undefined ? program === "" : one.program.test(program)) &&
      one.rules.some((id) => wanted.has(id)) &&
      one.lines.some((line) => line.test(message)),
  );
  return row?.rules.find((id) => wanted.has(id)) ?? counts;
}
