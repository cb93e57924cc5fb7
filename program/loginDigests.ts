import { createHash } from "node:crypto";

import type { StackInput } from "../policy/model/stack";
import { keyText } from "./keyText";

/** Digests by the keys of the configuration: `ssh.privateKey`. */
export type LoginDigests = Readonly<Record<string, string>>;

/** Digests of what SSH logs in with that one operator may have otherwise than another; published in a secret. */
export function loginDigests({ ssh }: StackInput): LoginDigests {
  const values = {
    "ssh.privateKey": keyText(ssh, "ssh"),
    "ssh.privateKeyPassword": ssh.privateKeyPassword,
    "ssh.agentSocketPath": ssh.agentSocketPath,
    "ssh.proxy.privateKey": ssh.proxy && keyText(ssh.proxy, "ssh.proxy"),
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      value === undefined
        ? []
        : [[key, createHash("sha256").update(`${key}\n${value}`).digest("hex").slice(0, 12)]],
    ),
  );
}

/**
 * Says that SSH logs in with something else than at the last rollout, which to Pulumi is a change of every host.
 * @param last undefined before the first rollout.
 * @returns undefined where nothing differs.
 */
export function otherLogin(last: LoginDigests | undefined, now: LoginDigests): string | undefined {
  if (last === undefined) return undefined;
  const keys = [...new Set([...Object.keys(last), ...Object.keys(now)])].sort();
  const other = keys.filter((key) => last[key] !== now[key]);
  if (other.length === 0) return undefined;
  return (
    `${other.join(", ")}: not what the last rollout logged in with, so Pulumi sees another connection and runs the command of ` +
    "every host again, though none of its files changes; whoever rolls out next with a key of their own does so once more. " +
    "Where operators have keys of their own, leave the key out of the stack and let an ssh-agent serve (SSH_AUTH_SOCK); or " +
    "give the stack one key of its own as a secret (docs/access.md)"
  );
}
