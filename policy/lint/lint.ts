import type { Finding, Severity } from "../model/finding";
import { isPartial, type Fleet } from "../model/fleet";
import type { Part } from "../model/part";
import type { Policy } from "../model/policy";
import { acceptanceCodes, claimsOf, withAccepted } from "./acceptances";
import type { Check, CodeFacts, LintContext } from "./check";
import { hostNames } from "./fleet/hostNames";
import { logGroups } from "./fleet/logGroups";
import { versions } from "./fleet/versions";
import { arRows } from "./responses/arRows";
import { boundRules } from "./responses/boundRules";
import { bruteForce } from "./responses/bruteForce";
import { CHECKS_OF_KINDS } from "./responses/checksOfKinds";
import { commandRows } from "./responses/commandRows";
import { confidence } from "./responses/confidence";
import { enrolledAgents } from "./responses/enrolledAgents";
import { fallbacks } from "./responses/fallbacks";
import { provenance } from "./responses/provenance";
import { responseLocations } from "./responses/locations";
import { findingsOfFive } from "./responses/findings";
import { neededFields } from "./responses/neededFields";
import { olderManagers } from "./responses/olderManagers";
import { windowsAddress } from "./responses/windowsAddress";
import { windowsStock } from "./responses/windowsStock";
import { placements } from "./responses/placements";
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
import { hostList } from "./whitelist/hostList";
import { linkLocal } from "./whitelist/linkLocal";
import { whitelistLocations } from "./whitelist/locations";
import { misses } from "./whitelist/misses";
import { entryNames } from "./whitelist/names";
import { repeatedAddresses } from "./whitelist/repeated";
import { wideNetworks } from "./whitelist/wideNetworks";

export type { LintContext } from "./check";

/** Every check, in the order in which their findings are printed. */
export const CHECKS: readonly Check[] = [
  hostNames,
  versions,
  logGroups,
  linkLocal,
  entryNames,
  expiry,
  misses,
  wideNetworks,
  repeatedAddresses,
  whitelistLocations,
  hostList,
  boundRules,
  selectors,
  olderManagers,
  neededFields,
  windowsAddress,
  windowsStock,
  commandRows,
  arRows,
  sentTwice,
  sharedExecutables,
  timeouts,
  fallbacks,
  enrolledAgents,
  responseLocations,
  placements,
  ...Object.values(CHECKS_OF_KINDS).flat(),
  sshdUsers,
  provenance,
  bruteForce,
  swallowed,
  confidence,
  findingsOfFive,
  ruleIds,
  guardIds,
  ruleParents,
  ruleCounts,
  ruleConditions,
  ruleTexts,
];

const ORDER: readonly Severity[] = ["error", "warning", "note"];

/**
 * Finds everything in a policy that Wazuh would refuse, ignore or interpret differently than written: all of it at once, errors
 * first. A policy without errors can be rendered. Where something was refused and is not here (`lacks`), only what is true
 * all the same.
 */
export function lint(policy: Policy, fleet: Fleet, context: LintContext): Finding[] {
  const found = findingsOf(policy, fleet, context).map(({ finding }) => finding);
  return acceptedIn(found, fleet, context);
}

/** Marks what the stack accepts, and says what is wrong with its acceptances; errors first. */
export function acceptedIn(
  findings: readonly Finding[],
  fleet: Fleet,
  { accept = [], today, lacks }: LintContext,
): Finding[] {
  // Where a part of the stack or of the fleet is not here, a finding may only not be seen.
  const part = isPartial(fleet) || (lacks?.size ?? 0) > 0;
  return errorsFirst(
    withAccepted(findings, claimsOf(accept), {
      today,
      severities: severitiesOf,
      mayComeBack: (code) =>
        part || CHECKS.some(({ byEnrolled, codes }) => byEnrolled && code in codes),
    }),
  );
}

/** Every code of a check, and of what may be wrong with an acceptance, with its facts; a code may have several checks. */
export const CODES: readonly (readonly [code: string, facts: CodeFacts])[] = [
  ...CHECKS.map(({ codes }) => codes),
  acceptanceCodes,
].flatMap((codes) => Object.entries(codes));

/** How bad a code can be; undefined for a code that no check has. */
function severitiesOf(code: string): readonly Severity[] | undefined {
  const all = CODES.filter(([one]) => one === code);
  return all.length === 0 ? undefined : all.flatMap(([, { severity }]) => severity);
}

/** The same, of single responses whatever is not whole around them; see {@link CodeFacts.alone}. */
export function lintAlone(policy: Policy, fleet: Fleet, context: LintContext): Finding[] {
  return errorsFirst(
    findingsOf(policy, fleet, context).flatMap(({ check, finding }) =>
      check.codes[finding.code]?.alone && finding.path.startsWith("responses[") ? [finding] : [],
    ),
  );
}

/** What every check finds that can be asked, each finding with its check. */
function findingsOf(
  policy: Policy,
  fleet: Fleet,
  context: LintContext,
): { readonly check: Check; readonly finding: Finding }[] {
  const lacks = context.lacks ?? new Set<Part>();
  const subject = { ...context, policy, fleet, rule: ruleFacts(policy, lacks) };
  return CHECKS.filter(({ needs = [] }) => !needs.some((part) => lacks.has(part))).flatMap(
    (check) => check.run(subject).map((finding) => ({ check, finding })),
  );
}

/** Sorts findings by severity; those of one severity stay in their order. */
export function errorsFirst(findings: readonly Finding[]): Finding[] {
  return ORDER.flatMap((severity) => findings.filter((one) => one.severity === severity));
}
