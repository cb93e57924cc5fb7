import { newKeyPair } from "../../../lab/keys";
import type { CommandState, Connection } from "../../../lab/provider/inputs";
import { overOneConnection } from "../../../lab/provider/overOneConnection";
import type { Printed } from "../../../lab/provider/command";
import type { TestServer } from "./sshServer";

const { privateKey } = newKeyPair();

/** A connection to a server of this process, its key pinned, that gives up at the first failure. */
export function connectionTo(
  { port, hostKey }: Pick<TestServer, "port" | "hostKey">,
  changes: Partial<Connection> = {},
): Connection {
  return {
    host: "127.0.0.1",
    port,
    user: "root",
    privateKey,
    hostKey,
    dialErrorLimit: 0,
    perDialTimeout: 5,
    ...changes,
  };
}

/** Everything that one operation did. */
export interface Attempt {
  readonly printed?: Printed;
  readonly error?: string;
  readonly status: readonly string[];
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
}

/** Runs one command as the provider does, and records what the engine would hear. */
export async function attempt(
  connection: Connection,
  command: string,
  state: Omit<CommandState, "connection"> = {},
  signal?: AbortSignal,
): Promise<Attempt> {
  const heard = { status: [] as string[], warnings: [] as string[], errors: [] as string[] };
  const log = {
    status: (line: string): void => void heard.status.push(line),
    warning: (line: string): void => void heard.warnings.push(line),
    error: (line: string): void => void heard.errors.push(line),
  };
  try {
    const printed = await overOneConnection(command, { connection, ...state }, log, signal);
    return { printed, ...heard };
  } catch (error) {
    return { error: (error as Error).message, ...heard };
  }
}
