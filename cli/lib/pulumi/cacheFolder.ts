import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/**
 * The user's cache folder of this project, outside the checkout: a fresh clone finds what an older one built.
 * @param environment where XDG_CACHE_HOME and HOME are looked up; a relative XDG_CACHE_HOME is ignored, as its standard says.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const set = environment["XDG_CACHE_HOME"];
  const caches =
    set !== undefined && isAbsolute(set) ? set : join(environment["HOME"] ?? homedir(), ".cache");
  return join(caches, "wazuh-active-response");
}
