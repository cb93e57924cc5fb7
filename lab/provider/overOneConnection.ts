import type { Printed } from "./command";
import { dial } from "./dial";
import type { CommandState } from "./inputs";
import { runCommand, type CommandLog } from "./runCommand";

/**
 * Opens one SSH connection for one command, and closes it.
 * @param signal ends the attempts to connect.
 * @throws Error as {@link dial} and {@link runCommand} do.
 */
export async function overOneConnection(
  command: string,
  state: CommandState,
  log: CommandLog,
  signal?: AbortSignal,
): Promise<Printed> {
  const { client, end } = await dial(state.connection, { signal, log: log.status });
  try {
    return await runCommand(client, command, state, log);
  } finally {
    end();
  }
}
