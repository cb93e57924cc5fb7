import type { Coverage, Gap } from "./coverage";
import { fitNames } from "./fitNames";
import { CAUSES, REASONS } from "./reach";

/** Agents that have the same gap. */
export interface CoverageGroup {
  /** `2 not covered (in no stack) by kill-malicious-process`. */
  readonly what: string;
  /** Their names, each with its id; empty where the words say it all. */
  readonly names: readonly string[];
  /** Why nobody can change it here. */
  readonly because?: string;
}

/** Columns of a group's first line, without `warning: ` before it and the colon behind. */
const COLUMNS = 90;

/** One sentence: how many have everything. */
export function coverageSentence({ covered, gaps }: Coverage): string {
  return `${covered} of ${covered + gaps.length} enrolled agents have every response`;
}

/** What is not covered, by what it is: blank first, then fallback, then what does not fit the stack. */
export function coverageGroups(coverage: Coverage): readonly CoverageGroup[] {
  const { gaps, notEnrolled, twice, idsGone } = coverage;
  const listed = (what: string, names: readonly string[]): CoverageGroup[] =>
    names.length > 0 ? [{ what: `${names.length} ${what}`, names }] : [];
  return [
    ...sameGaps(gaps.filter(({ state }) => state === "blank")),
    ...sameGaps(gaps.filter(({ state }) => state === "fallback")),
    ...listed("of the stack not enrolled", notEnrolled),
    ...listed(
      "enrolled more than once; remove the old id on the manager (manage_agents -r ID)",
      twice.map(({ agent, ids }) => `${agent} (${ids.join(", ")})`),
    ),
    ...idsGone.map((what) => ({ what, names: [] })),
  ];
}

/**
 * Coverage as lines for people, 100 columns wide at most, however many agents there are.
 * @param mark begins each line about agents that do not have everything; none where the whole is marked already.
 */
export function printCoverage(coverage: Coverage, mark = "warning: "): readonly string[] {
  return [
    `coverage: ${coverageSentence(coverage)}`,
    ...coverageGroups(coverage).flatMap(({ what, names, because }) => [
      `${mark}${what}${names.length > 0 ? ":" : ""}`,
      ...(names.length > 0 ? [`  ${fitNames(names)}`] : []),
      ...(because === undefined ? [] : [`  ${because}`]),
    ]),
  ];
}

function sameGaps(gaps: readonly Gap[]): CoverageGroup[] {
  const groups = new Map<string, Gap[]>();
  for (const gap of gaps) {
    const same = groups.get(gap.why);
    if (same) same.push(gap);
    else groups.set(gap.why, [gap]);
  }
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const cause = CAUSES[first.cause];
    const because = REASONS[first.cause];
    const what =
      first.state === "blank"
        ? `${same.length} not covered (${cause}) by`
        : `${same.length} ${same.length === 1 ? "runs" : "run"} the fallback (${cause}) in place of`;
    return [
      {
        what: `${what} ${fitNames(first.commands, COLUMNS - what.length - 1)}`,
        names: same.map(({ agent, id }) => `${agent} (${id})`),
        ...(because !== undefined && { because }),
      },
    ];
  });
}
