import type { Acceptance } from "../model/acceptance";
import type { Finding, Severity } from "../model/finding";
import type { Codes } from "./check";

/** An acceptance, from a stack file or from a comment in a file, and which findings it means. */
export interface Claim extends Acceptance {
  /** Where it is. */
  readonly place: Pick<Finding, "path" | "line" | "column">;
  readonly means: (finding: Finding) => boolean;
}

/** What must be known to judge acceptances. */
export interface ClaimContext {
  /** Day against which `until` is held. @default no day is past */
  readonly today?: string | undefined;
  /** How bad a code can be; undefined for a code that no check has. */
  readonly severities: (code: string) => readonly Severity[] | undefined;
  /** Whether a code may be found in another run although it was not in this one. @default never */
  readonly mayComeBack?: (code: string) => boolean;
}

/**
 * Marks the warnings and notes that are accepted, and adds what is wrong with acceptances: an error cannot be accepted, and
 * what accepts nothing any more must go.
 */
export function withAccepted(
  findings: readonly Finding[],
  claims: readonly Claim[],
  context: ClaimContext,
): Finding[] {
  const holding = claims.filter((claim) => !isPast(claim, context));
  const marked = findings.map((finding): Finding => {
    const claim = holding.find((one) => finding.severity !== "error" && meant(one, finding));
    if (!claim) return finding;
    const { reason, until } = claim;
    return { ...finding, accepted: { reason, ...(until !== undefined && { until }) } };
  });
  return [...marked, ...claims.flatMap((claim) => problemsOf(claim, findings, context))];
}

/** The acceptances of a stack file. */
export function claimsOf(accept: readonly Acceptance[]): Claim[] {
  return accept.map((one, i) => ({
    ...one,
    place: { path: `lint.accept[${i}]` },
    means: ({ path }) => one.path === undefined || isBelow(path, one.path),
  }));
}

function isBelow(path: string, beginning: string): boolean {
  return path.startsWith(beginning) && /^(?:$|[.[])/.test(path.slice(beginning.length));
}

function meant(claim: Claim, finding: Finding): boolean {
  return claim.code === finding.code && claim.means(finding);
}

function isPast({ until }: Claim, { today }: ClaimContext): boolean {
  return until !== undefined && today !== undefined && until < today;
}

function problemsOf(claim: Claim, findings: readonly Finding[], context: ClaimContext): Finding[] {
  const say = (
    severity: Severity,
    code: string,
    value: string,
    reason: string,
    instead: string,
  ): Finding[] => [{ severity, code, ...claim.place, value, reason, instead }];
  const { code, path, until } = claim;
  if (until !== undefined && !isDay(until))
    return say("error", "accept-until", until, "is not a valid date", "write YYYY-MM-DD");
  const known = context.severities(code);
  const found = findings.filter((finding) => meant(claim, finding));
  if (found.some(({ severity }) => severity === "error") || known?.every((one) => one === "error"))
    return say(
      "error",
      "accept-error",
      code,
      "is an error here, and errors cannot be accepted",
      "fix what it names, and remove the acceptance",
    );
  const stale = (value: string, reason: string, instead: string): Finding[] =>
    say("warning", "accept-stale", value, reason, instead);
  if (isPast(claim, context))
    return stale(
      until ?? "",
      `is past: ${code} is no longer accepted`,
      "remove the acceptance, or write a later day with the reason",
    );
  if (found.length > 0) return [];
  if (!known)
    return stale(
      code,
      "is not the code of a check",
      "write a code of docs/checks.md, or remove it",
    );
  if (context.mayComeBack?.(code)) return [];
  return stale(
    code,
    `is no longer found ${path === undefined ? "here" : `at ${path}`}, so nothing is accepted`,
    "remove the acceptance, or write the path at which it is found",
  );
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

const WIDE =
  "whitelist:\n  common:\n    - { address: 10.0.0.0/8, name: private }\n    - { address: 100.64.0.0/10, name: tailnet }\n    - { address: 95.216.0.0/16, name: provider }\n";

/** What may be wrong with an acceptance. */
export const acceptanceCodes: Codes = {
  "accept-error": {
    severity: "error",
    doc: {
      what: "An acceptance means an error.",
      why: "An error stops preview; only a warning or a note can be accepted.",
      example: "lint: { accept: [{ code: unknown-rule, reason: it comes with the next release }] }",
      instead: "Fix what the error names, and remove the acceptance.",
    },
  },
  "accept-until": {
    severity: "error",
    doc: {
      what: "The `until` of an acceptance is not a valid date.",
      why: "Nobody could tell when the acceptance ends.",
      example: `${WIDE}lint: { accept: [{ code: whitelist-wide, reason: until the move, until: "2027-02-30" }] }`,
      instead: "Write a day as YYYY-MM-DD.",
    },
  },
  "accept-stale": {
    severity: "warning",
    doc: {
      what: "An acceptance accepts nothing: its finding is gone, its day is past, or its code does not exist.",
      why: "Left in place, it would hide the same finding should it come back for another reason.",
      example: "lint: { accept: [{ code: whitelist-wide, reason: until the move }] }",
      instead: "Remove the acceptance, or write the code and the path that are found.",
    },
  },
};
