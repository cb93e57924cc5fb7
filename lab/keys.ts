import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { utils } from "ssh2";

import type { LabKey } from "./labTypes";

/** An ed25519 pair: the private half in OpenSSH's form, the public half as `ssh-ed25519 AAAA...`. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Makes a pair in this process: a hundred hosts need a hundred of them. */
export function newKeyPair(): KeyPair {
  // ssh2 drops the first byte of a key where it is zero, once in 256 times: such a pair is no pair.
  for (;;) {
    const pair = utils.generateKeyPairSync("ed25519");
    if (!(utils.parseKey(pair.private) instanceof Error))
      return { privateKey: pair.private, publicKey: pair.public.trim() };
  }
}

/** Makes the pair of the lab and writes its private half where ssh can read it. */
export function newLabKey(dir: string): LabKey {
  const pair = newKeyPair();
  const privateKeyFile = join(dir, "id_ed25519");
  writeFileSync(privateKeyFile, pair.privateKey, { mode: 0o600 });
  return { ...pair, privateKeyFile };
}
