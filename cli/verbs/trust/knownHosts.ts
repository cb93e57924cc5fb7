import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { PINNED_TYPES } from "../../../ssh/pinnedTypes";
import { UsageError } from "../../lib/exit";

/**
 * The key of a host in a known_hosts file, by preference its ed25519 key; ssh-keygen looks it up, hashed names and ports too.
 * @returns one authorized_keys line, or undefined where the file has none.
 * @throws UsageError where the key is revoked there, the file has two, or cannot be searched.
 */
export async function knownKey(
  file: string,
  host: string,
  port: number,
): Promise<string | undefined> {
  const name = nameIn(host, port);
  const lines = (await found(file, name)).split("\n").filter((line) => /^[^#\s]/.test(line));
  const revoked = lines.find((line) => line.startsWith("@revoked"));
  if (revoked !== undefined) throw new UsageError(`${file}: a key of ${name} is revoked there`);
  // A line that begins with @ holds the key of an authority, which no host shows.
  const own = lines.filter((line) => !line.startsWith("@"));
  for (const type of PINNED_TYPES) {
    const keys = own.flatMap(
      (line) => new RegExp(` (${type} [A-Za-z0-9+/=]+)`).exec(` ${line}`)?.[1] ?? [],
    );
    const [key, other] = new Set(keys);
    if (other !== undefined)
      throw new UsageError(`${file}: has two ${nameOf(type)} keys of ${name}; remove the old one`);
    if (key !== undefined) return key;
  }
  return undefined;
}

function nameOf(type: string): string {
  return type.replace("ssh-", "");
}

/** A host as known_hosts names it. */
export function nameIn(host: string, port: number): string {
  return port === 22 ? host : `[${host}]:${port}`;
}

async function found(file: string, name: string): Promise<string> {
  try {
    return (await promisify(execFile)("ssh-keygen", ["-F", name, "-f", file])).stdout;
  } catch (error) {
    const { code, stdout = "", stderr = "" } = error as Record<string, unknown>;
    // It ends with 1 where nothing is found, and says nothing then.
    if (code === 1 && stdout === "" && stderr === "") return "";
    throw new UsageError(`${file}: ssh-keygen cannot search it: ${String(stderr || code)}`.trim());
  }
}
