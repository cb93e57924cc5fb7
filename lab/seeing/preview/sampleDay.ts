import { storm, type StormLine } from "../storm";

/** Lines of one instant. */
export interface Instant {
  readonly at: Date;
  readonly lines: readonly StormLine[];
}

const HOUR = 3_600_000;

const LOCATIONS = ["hel", "nbg", "fsn"];

/** The storm of the lab over a day that ends now, in three locations: a quarter of it in one hour, the rest spread evenly. */
export function sampleDay(now: Date): readonly Instant[] {
  const hours = Array.from({ length: 24 }, (): StormLine[] => []);
  for (const [i, line] of storm().entries()) {
    // What happened together stays together.
    const few = Math.floor(i / 8);
    hours[few % 4 === 0 ? 15 : few % 23]?.push({ ...line, agent: placed(line.agent) });
  }
  return hours.map((lines, hour) => ({ at: new Date(now.getTime() - (24 - hour) * HOUR), lines }));
}

function placed(agent: string): string {
  const [, number = "0"] = /-(\d+)$/.exec(agent) ?? [];
  return `${LOCATIONS[Number(number) % LOCATIONS.length] ?? ""}-${number}`;
}
