import type { Client } from "ssh2";

/** The part of ssh2's inner protocol that this file leans on; the version is pinned in package.json. */
interface Protocol {
  env: (channel: number, name: string, value: string, wantReply: boolean) => void;
  exec: (channel: number, command: string, wantReply: boolean) => void;
}
interface Inside {
  readonly _protocol: Protocol;
  readonly _chanMgr: { readonly _channels: Readonly<Record<number, Channel | undefined>> };
}
interface Channel {
  readonly outgoing: { readonly id: number };
  readonly _callbacks: ((refused: boolean | Error) => void)[];
}

/** A variable that the host would not take. */
export class RefusedVariable extends Error {
  constructor(readonly variable: string) {
    super(`could not set environment variable ${JSON.stringify(variable)}: ssh: setenv failed`);
  }
}

/**
 * Makes the next `exec` of a client wait until the host took or refused every variable. ssh2 itself sends variables
 * without asking for an answer, so a refusal would be lost and the command would run without them.
 * @param refused hears of each refused variable; where it throws, the command is not run and `failed` gets the error.
 */
export function awaitVariables(
  client: Client,
  refused: (variable: string) => void,
  failed: (error: Error) => void,
): void {
  const inside = client as unknown as Inside;
  const protocol = inside._protocol;
  const { env, exec } = protocol;
  let waiting = 0;
  let error: Error | undefined;
  let start: (() => void) | undefined;

  protocol.env = (channel, name, value): void => {
    const open = Object.values(inside._chanMgr._channels).find(
      (one) => one?.outgoing.id === channel,
    );
    if (!open) throw new Error(`ssh2 has no channel ${String(channel)}`);
    waiting++;
    open._callbacks.push((no) => {
      waiting--;
      try {
        if (no) refused(name);
      } catch (thrown) {
        error ??= thrown as Error;
      }
      if (waiting === 0) start?.();
    });
    env.call(protocol, channel, name, value, true);
  };
  protocol.exec = (channel, command, wantReply): void => {
    start = (): void => {
      if (error) failed(error);
      else exec.call(protocol, channel, command, wantReply);
    };
    if (waiting === 0) start();
  };
}
