import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** The place in memory of one of the labs of this run. */
export interface LabFolder {
  /** Distinguishes the labs of one run: their bridge, cables and networks. 0 to 250. */
  readonly number: number;
  readonly dir: string;
}

/**
 * Claims the first free number, so that several labs can be up in one run of lab/enter.sh.
 * @param disk the run's memory disk.
 * @throws Error where 251 labs are up.
 */
export function claimFolder(disk: string): LabFolder {
  for (let number = 0; number <= 250; number++) {
    const dir = join(disk, `lab${number}`);
    try {
      mkdirSync(dir, { mode: 0o755 });
      return { number, dir };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  throw new Error(`${disk}: 251 labs are up in this run; take one down first`);
}

/** Gives the number and the memory back. */
export function freeFolder({ dir }: LabFolder): void {
  rmSync(dir, { recursive: true, force: true });
}
