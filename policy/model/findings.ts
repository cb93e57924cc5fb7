import type { Branded } from "./branded";
import { parseDuration, type Seconds } from "./duration";
import type { findings } from "./keys/findings";
import type { Refusals } from "./refusals";
import type { Keys, WithValues } from "./shape";
import { ValueError } from "./valueError";

/** Id of a rule of Wazuh 5: a UUID. */
export type FindingRule = Branded<string, "rule of Wazuh 5">;

/** What triggers a response in Wazuh 5, as people write it. */
export type WrittenFindings = Keys<typeof findings>;

/** What triggers a response in Wazuh 5: rules or a query, and how many findings count as one. */
export type Findings = WithValues<
  WrittenFindings,
  { readonly rules: readonly FindingRule[]; readonly within: Seconds }
>;

/**
 * Makes the id of a rule of Wazuh 5.
 * @throws ValueError for an id of 4.14, and for a title: Wazuh 5 fills in titles anew for each event, so none is found by one.
 */
export function parseFindingRule(id: string): FindingRule {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
    return id.toLowerCase() as FindingRule;
  throw new ValueError(
    "finding-rule",
    JSON.stringify(id),
    /^\d+$/.test(id)
      ? "is the id of a rule of Wazuh 4; rules of Wazuh 5 have UUIDs"
      : "is not the id of a rule of Wazuh 5; titles are filled in anew for each event, so none is found by its title",
    "write the UUID that findings have in wazuh.rule.id",
  );
}

/** Makes what triggers a response in Wazuh 5. @param path of the response in the input. */
export function parseFindings(
  written: WrittenFindings | undefined,
  path: string,
  refusals: Refusals,
): { readonly findings?: Findings } {
  if (written === undefined) return {};
  const { rules: ids, within: time, ...rest } = written;
  refusals.parse(`${path}.findings`, written, refuseUnclear);
  refusals.parse(`${path}.findings.query`, written.query, refuseQuery);
  const rules = ids && refusals.parseAll(`${path}.findings.rules`, ids, parseFindingRule);
  const within = refusals.parse(`${path}.findings.within`, time, parseDuration);
  return {
    findings: {
      ...rest,
      ...(rules && { rules }),
      ...(within !== undefined && { within }),
    },
  };
}

function refuseUnclear({ rules, query, count, within }: WrittenFindings): void {
  const wrong = (value: string, reason: string, instead: string): ValueError =>
    new ValueError("findings-unclear", value, reason, instead);
  if (rules === undefined && query === undefined)
    throw wrong("{}", "has neither rules nor a query, so nothing triggers it", "write one of them");
  if (rules !== undefined && query !== undefined)
    throw wrong("rules and query", "are two answers to one question", "write one of them");
  if ((count ?? 1) > 1 && within === undefined)
    throw wrong(`count: ${count}`, "does not say in how much time", "write within, as 2m");
}

function refuseQuery(query: string): void {
  const wrong = (code: string, reason: string, instead: string): ValueError =>
    new ValueError(code, JSON.stringify(query), reason, instead);
  if (/\bwazuh\.rule\.title\s*:/.test(query))
    throw wrong(
      "finding-title",
      "asks for the title of a rule; titles are filled in anew for each event, so none is found by its title",
      "ask for wazuh.rule.id, which is a UUID",
    );
  if (!isClosed(query))
    throw wrong(
      "finding-query",
      "has a quote or a parenthesis that is not closed, or closed before it is open; the white list behind it would not hold",
      "close each of them",
    );
}

/** True where what stands behind it is outside of every quote and parenthesis of it. */
function isClosed(query: string): boolean {
  const bare = query.replace(/\\./gs, "").replace(/"[^"]*"/g, "");
  let open = 0;
  for (const sign of bare) {
    if (sign === "(") open += 1;
    if (sign === ")") open -= 1;
    if (open < 0) return false;
  }
  return open === 0 && !bare.includes('"') && !bare.includes("\\");
}
