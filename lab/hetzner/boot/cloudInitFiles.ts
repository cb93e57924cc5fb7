import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
const FILES = join(cache, "wazuh-active-response", "cloud-init");
const MODULES = join(FILES, "usr/lib/python3/dist-packages");

/** Whether the files of Debian's cloud-init are there, which lab/fetchCloudInit.sh brings. */
export const hasCloudInit = (): boolean => existsSync(MODULES);

/** Its Python modules and their libraries, as base64 of a tar: a host of the lab sees nothing of the user's cache. */
export function packedCloudInit(): string {
  const tar = execFileSync("tar", ["-cz", "-C", MODULES, "--exclude=*.pyc", "."], {
    maxBuffer: 100_000_000,
  });
  return tar.toString("base64");
}
