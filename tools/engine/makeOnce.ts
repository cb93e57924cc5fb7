import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { lock } from "proper-lockfile";

/** A lock that was not touched for this long belonged to a process that died, in milliseconds. */
const STALE = 15_000;
/** How often one who waits looks again, in milliseconds. */
const LOOK_AGAIN = 1_000;

/** What a folder that is not made yet is called after its name. */
const MAKING = ".making-";

/**
 * Makes a folder once, however many ask for it: beside its place, then moved there; the others wait.
 * A process that dies leaves a scratch folder behind, which the next one removes, and nothing that looks made.
 * @param usable whether what stands in the folder is good; asked again under the lock.
 * @param make fills a scratch folder on the same disk.
 */
export async function makeOnce(
  folder: string,
  usable: () => Promise<boolean>,
  say: (line: string) => void,
  make: (scratch: string) => Promise<void>,
): Promise<void> {
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  const release = await lockOf(folder, say);
  try {
    if (await usable()) return;
    await clearLeftOvers(folder);
    const scratch = await mkdtemp(`${folder}${MAKING}`);
    try {
      await make(scratch);
      await rm(folder, { recursive: true, force: true });
      await rename(scratch, folder);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  } finally {
    await release();
  }
}

async function clearLeftOvers(folder: string): Promise<void> {
  const around = dirname(folder);
  for (const name of await readdir(around)) {
    if (name.startsWith(`${basename(folder)}${MAKING}`))
      await rm(join(around, name), { recursive: true, force: true });
  }
}

async function lockOf(folder: string, say: (line: string) => void): Promise<() => Promise<void>> {
  const options = { realpath: false, stale: STALE };
  try {
    return await lock(folder, options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
    say(`Another process is making ${folder}; waiting for it.`);
  }
  return lock(folder, {
    ...options,
    retries: { forever: true, factor: 1, minTimeout: LOOK_AGAIN, maxTimeout: LOOK_AGAIN },
  });
}
