import type { Finding } from "../../../policy/model/finding";

/** What a person is shown of findings: those in full, and lines that stand for the others. */
export interface Shortened {
  readonly full: readonly Finding[];
  readonly lines: readonly string[];
}

/**
 * Errors and warnings in full; what is still to be given (FILL-IN) as one line a value, and notes as one line in all. A single one of
 * either stays as it is.
 */
export function shortened(findings: readonly Finding[]): Shortened {
  const fillIns = findings.filter(({ code }) => code === "fill-in");
  const notes = findings.filter(({ severity, code }) => severity === "note" && code !== "fill-in");
  const asOne = new Set([
    ...(fillIns.length > 1 ? fillIns : []),
    ...(notes.length > 1 ? notes : []),
  ]);
  return {
    full: findings.filter((one) => !asOne.has(one)),
    lines: [
      ...(fillIns.length > 1 ? fillInLines(fillIns) : []),
      ...(notes.length > 1 ? [`${notes.length} notes (${byCode(notes)}); --notes shows them`] : []),
    ],
  };
}

function fillInLines(fillIns: readonly Finding[]): readonly string[] {
  const width = Math.max(...fillIns.map(({ path }) => path.length));
  return [
    `${fillIns.length} values are still to be given (FILL-IN); preview goes on without them, up refuses:`,
    ...fillIns.map(
      ({ path, instead }) => `  ${path.padEnd(width)}  ${instead.replace(/^write /, "")}`,
    ),
  ];
}

function byCode(notes: readonly Finding[]): string {
  const counts = new Map<string, number>();
  for (const { code } of notes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => (count === 1 ? code : `${code} ${count}`)).join(", ");
}
