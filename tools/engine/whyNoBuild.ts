import { execFile } from "node:child_process";
import { readFile, statfs } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { coerce, lt } from "semver";

/** Free space that a cold build needs: modules 1 GB, Go's build cache 1.5 GB, the engine 0.1 GB; in bytes. */
const ROOM = 3 * 1024 ** 3;
/** Since this version Go fetches a newer Go of itself, unless GOTOOLCHAIN forbids it. */
const FETCHES_ITSELF = "1.21.0";

/**
 * Why the engine cannot be built here.
 * @param folder an existing one on the disk where the engine will stand.
 * @param sources folder of the go.mod that says which Go is needed.
 * @returns one sentence with what to do, or undefined where it can.
 */
export async function whyNoBuild(
  folder: string,
  sources: string,
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const needed = /^go (\S+)$/m.exec(await readFile(join(sources, "go.mod"), "utf8"))?.[1] ?? "";
  const instead = `install Go ${needed} or later, or the Pulumi CLI (3.200 or later), and put it on PATH`;
  let version: string, toolchain: string, cache: string;
  try {
    const { stdout } = await promisify(execFile)(
      "go",
      ["env", "GOVERSION", "GOTOOLCHAIN", "GOCACHE"],
      { env: environment },
    );
    [version = "", toolchain = "", cache = ""] = stdout.split("\n");
  } catch {
    return `The Pulumi engine cannot be downloaded here, and Go is not installed to build it; ${instead}.`;
  }
  const has = coerce(version);
  const needs = coerce(needed);
  if (!has || !needs) return `Go's version "${version}" cannot be read; ${instead}.`;
  if (lt(has, needs) && (toolchain === "local" || lt(has, FETCHES_ITSELF)))
    return `The Pulumi engine cannot be downloaded here, and ${version} is too old to build it; ${instead}.`;
  for (const place of [folder, cache]) {
    const free = await freeBytes(place);
    if (free !== undefined && free < ROOM)
      return (
        `Building the Pulumi engine needs 3 GB free, and ${place} has ${(free / 1024 ** 3).toFixed(1)} GB; ` +
        "make room, or set XDG_CACHE_HOME and GOCACHE to folders on another disk."
      );
  }
  return undefined;
}

async function freeBytes(place: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(place);
    return bavail * bsize;
  } catch {
    return undefined; // Go makes its cache folder itself.
  }
}
