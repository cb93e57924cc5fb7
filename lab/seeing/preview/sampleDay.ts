import { storm, type StormLine } from "../storm";

/** Lines of one instant. */
export interface Instant {
  readonly at: Date;
  readonly lines: readonly StormLine[];
}

const HOUR = 3_600_000;

/** The storm of the lab over a day that ends now: a third of it in one hour, the rest spread evenly. */
export function sampleDay(now: Date): readonly Instant[] {
  const hours = Array.from({ length: 24 }, (): StormLine[] => []);
  for (const [i, line] of storm().entries()) hours[i % 3 === 0 ? 15 : (i * 7) % 24]?.push(line);
  return hours.map((lines, hour) => ({ at: new Date(now.getTime() - (24 - hour) * HOUR), lines }));
}
