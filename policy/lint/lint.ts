import type { Finding, Severity } from "../model/finding";
import type { Fleet } from "../model/fleet";
import type { Part } from "../model/part";
import type { Policy } from "../model/policy";
import type { Check, LintContext } from "./check";
import { hostNames } from "./fleet/hostNames";
import { logGroups } from "./fleet/logGroups";
import { versions } from "./fleet/versions";
import { arRows } from "./responses/arRows";
import { blockIp } from "./responses/blockIp";
import { boundRules } from "./responses/boundRules";
import { bruteForce } from "./responses/bruteForce";
import { commandRows } from "./responses/commandRows";
import { customScripts } from "./responses/customScripts";
import { enrolledAgents } from "./responses/enrolledAgents";
import { fallbacks } from "./responses/fallbacks";
import { isolation } from "./responses/isolation";
import { provenance } from "./responses/provenance";
import { responseLocations } from "./responses/locations";
import { neededFields } from "./responses/neededFields";
import { placements } from "./responses/placements";
import { processes } from "./responses/processes";
import { protectedAccounts } from "./responses/protectedAccounts";
import { selectors } from "./responses/selectors";
import { sentTwice } from "./responses/sentTwice";
import { sharedExecutables } from "./responses/sharedExecutables";
import { sshdUsers } from "./responses/sshdUsers";
import { swallowed } from "./responses/swallowed";
import { timeouts } from "./responses/timeouts";
import { ruleFacts } from "./ruleFacts";
import { guardIds } from "./rules/guardIds";
import { ruleConditions } from "./rules/ruleConditions";
import { ruleCounts } from "./rules/ruleCounts";
import { ruleIds } from "./rules/ruleIds";
import { ruleParents } from "./rules/ruleParents";
import { ruleTexts } from "./rules/ruleTexts";
import { expiry } from "./whitelist/expiry";
import { linkLocal } from "./whitelist/linkLocal";
import { whitelistLocations } from "./whitelist/locations";
import { misses } from "./whitelist/misses";
import { entryNames } from "./whitelist/names";
import { repeatedAddresses } from "./whitelist/repeated";
import { wideNetworks } from "./whitelist/wideNetworks";

export type { LintContext } from "./check";

/** Each check, and the parts that must be whole, or it would say of the rest what is not true. */
const CHECKS: readonly (readonly [Check, ...Part[]])[] = [
  [hostNames],
  [versions],
  [logGroups, "hosts"],
  [linkLocal],
  [entryNames],
  [expiry],
  [misses, "whitelist", "responses", "hosts"],
  [wideNetworks, "hosts"],
  [repeatedAddresses],
  [whitelistLocations, "hosts"],
  [boundRules],
  [selectors, "rules"],
  [neededFields],
  [commandRows, "settings"],
  [arRows, "responses", "settings"],
  [sentTwice],
  [sharedExecutables],
  [timeouts],
  [fallbacks, "hosts", "settings"],
  [enrolledAgents, "hosts", "settings"],
  [responseLocations],
  [placements, "hosts"],
  [blockIp],
  [processes, "rules"],
  [protectedAccounts],
  [isolation],
  [customScripts],
  [sshdUsers],
  [provenance, "rules", "managerRules", "settings"],
  [bruteForce, "responses"],
  [swallowed, "settings"],
  [ruleIds],
  [guardIds, "settings"],
  [ruleParents, "rules"],
  [ruleCounts],
  [ruleConditions],
  [ruleTexts],
];

const ORDER: readonly Severity[] = ["error", "warning", "note"];

/**
 * Finds everything in a policy that Wazuh would refuse, ignore or do otherwise than it reads: all of it at once, errors
 * first. A policy without errors can be rendered. Where something was refused and is not here (`lacks`), only what is true
 * all the same.
 */
export function lint(policy: Policy, fleet: Fleet, context: LintContext): Finding[] {
  const lacks = context.lacks ?? new Set<Part>();
  const subject = { ...context, policy, fleet, rule: ruleFacts(policy, lacks) };
  const findings = CHECKS.filter(([, ...whole]) => !whole.some((part) => lacks.has(part))).flatMap(
    ([check]) => [...check(subject)],
  );
  return errorsFirst(findings);
}

/** Sorts findings by severity; those of one severity stay in their order. */
export function errorsFirst(findings: readonly Finding[]): Finding[] {
  return ORDER.flatMap((severity) => findings.filter((one) => one.severity === severity));
}
