import { keyFile } from "./readStack";

/** Where a private key is said. */
export interface KeyInput {
  readonly privateKey?: string | undefined;
  readonly privateKeyFile?: string | undefined;
}

/**
 * The private key that a stack names, as a text; undefined where it names none, and an ssh-agent serves.
 * @param key of the configuration that says it: `ssh`, `ssh.proxy`.
 * @throws RunError where its file cannot be read.
 */
export function keyText({ privateKey, privateKeyFile }: KeyInput, key: string): string | undefined {
  if (privateKey !== undefined || privateKeyFile === undefined) return privateKey;
  return keyFile(privateKeyFile, `${key}.privateKeyFile`);
}
