import type { Lab } from "../../lab/labTypes";
import type { Job } from "./job";

/** How many hosts are worked on at the same time, by every way. */
export const SIDE_BY_SIDE = 32;

/** One way to do the job on all hosts of a lab. */
export interface Way {
  /** Puts up what is needed once: inventories, a stack. It is not timed. */
  prepare(lab: Lab, folder: string): Promise<void>;
  /** Writes down the job; not timed. */
  give(job: Job): Promise<void>;
  /** Does it, and is timed. @throws Error with the tool's own words */
  run(): Promise<void>;
}
