import { connect } from "node:net";

import * as pulumi from "@pulumi/pulumi";

import type { HostInput, StackInput } from "../config/schema";

/** Longest wait for an SSH server, in milliseconds: a small one that has just woken up takes a second or two. */
const LIMIT = 5_000;

/** Agents that this run leaves as they are. */
export interface PassedOver {
  /** Why, by name. */
  readonly reasons: ReadonlyMap<string, string>;
  /** Of them, those that will never come back. */
  readonly gone: ReadonlySet<string>;
}

/**
 * Finds the agents that are passed over: those that the stack names, and, where it says `offline: warn`, those whose SSH
 * server does not answer now. Looked at before any resource is declared, because a resource that fails stops all that waits
 * for it. No SSH session is opened.
 * @throws RunError when the canary, or more agents than `maxOffline`, are off.
 */
export async function passedOver(
  rollout: StackInput["rollout"] = {},
  agents: readonly HostInput[] = [],
): Promise<PassedOver> {
  const gone = new Set(rollout.gone ?? []);
  const reasons = new Map<string, string>();
  for (const name of gone) reasons.set(name, "no longer exists (rollout.gone)");
  for (const name of rollout.skip ?? []) reasons.set(name, "is named in rollout.skip");
  if (rollout.offline === "warn") {
    const asked = agents.filter(({ name }) => !reasons.has(name));
    const answers = await Promise.all(asked.map(({ host, port }) => answer(host, port ?? 22)));
    const off = asked.flatMap(({ name, host, port }, i) =>
      answers[i] === undefined ? [] : [{ name, why: `${host}:${port ?? 22} ${answers[i]}` }],
    );
    const most = rollout.maxOffline ?? 1;
    const canary = off.find(({ name }) => name === rollout.canary);
    if (canary || off.length > most) {
      throw new pulumi.RunError(
        `${canary ? `the canary ${canary.name} is off` : `${off.length} agents are off, and rollout.maxOffline is ${most}`}; nothing was touched:\n` +
          off.map(({ name, why }) => `${name}: ${why}`).join("\n"),
      );
    }
    for (const { name, why } of off) reasons.set(name, `is off: ${why}`);
  }
  return { reasons, gone };
}

/**
 * Whether an SSH server goes on after its greeting. A host that is short of memory or whose disk hangs still accepts and
 * greets, and Pulumi's provider then waits for ever: its limit ends with the TCP connection.
 * @returns undefined when it does, else why not.
 */
function answer(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    let heard = Buffer.alloc(0);
    const end = (why: string | undefined): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(why);
    };
    const timer = setTimeout(() => {
      const seconds = `within ${LIMIT / 1000} s`;
      end(heard.length > 0 ? `greets, and says no more ${seconds}` : `does not answer ${seconds}`);
    }, LIMIT);
    socket.once("connect", () => socket.write("SSH-2.0-wazuh-active-response\r\n"));
    socket.on("data", (piece: Buffer) => {
      heard = Buffer.concat([heard, piece]);
      // After its line it offers its key exchange, unasked.
      const line = heard.indexOf("\n");
      if (line >= 0 && heard.length > line + 1) end(undefined);
    });
    socket.once("end", () => {
      end("hangs up before it has greeted");
    });
    socket.once("error", (error: NodeJS.ErrnoException) => {
      end(`cannot be reached (${error.code ?? error.message})`);
    });
  });
}
