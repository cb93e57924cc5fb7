import type { Client, ClientChannel } from "ssh2";

import type { Printed } from "./command";
import type { CommandState } from "./inputs";
import { Lines } from "./lines";
import { awaitVariables, RefusedVariable } from "./setenv";

/** Who hears what a command prints while it runs, and what goes wrong beside it. */
export interface CommandLog {
  /** One line of output, shown while the command runs. */
  readonly status: (line: string) => void;
  readonly warning: (message: string) => void;
  readonly error: (message: string) => void;
}

/**
 * Runs one command in one session of a connection.
 * @throws Error with the command line and all it printed, in the order of arrival; never its standard input.
 */
export async function runCommand(
  client: Client,
  command: string,
  state: CommandState,
  log: CommandLog,
): Promise<Printed> {
  const printed = { stdout: "", stderr: "", both: "" };
  const lines = new Lines(log.status);
  const problem = await start(client, command, state, log, (channel, ended) => {
    const listen = (stream: NodeJS.ReadableStream, name: "stdout" | "stderr"): void => {
      stream.setEncoding("utf8");
      const shown = [undefined, name, "stdoutAndStderr"].includes(state.logging);
      stream.on("data", (text: string) => {
        printed[name] += text;
        printed.both += text;
        if (shown) lines.add(text);
      });
    };
    listen(channel, "stdout");
    listen(channel.stderr, "stderr");
    let end: string | undefined = NO_STATUS;
    channel.on("error", () => undefined); // A command may end without having read all of its input.
    channel.once("exit", (code: number | null, signal?: string, _dump?: string, why?: string) => {
      end = endOf(code, signal, why);
    });
    // The reason may stand in what was printed last.
    const stderrEnded = new Promise((done) => channel.stderr.once("close", done));
    channel.once("close", () => {
      void stderrEnded.then(() => {
        ended(end);
      });
    });
    channel.end(state.stdin ?? "");
  });
  lines.end();
  if (problem !== undefined)
    throw new Error(`${problem}: running ${JSON.stringify(command)}:\n${printed.both}`);
  return { stdout: withoutNewline(printed.stdout), stderr: withoutNewline(printed.stderr) };
}

/**
 * Starts a command with its variables.
 * @param follow gets the channel at once: the answer, the output and the end may have come in one packet, and an event
 * without a listener is lost.
 */
function start(
  client: Client,
  command: string,
  state: CommandState,
  log: CommandLog,
  follow: (channel: ClientChannel, ended: (problem: string | undefined) => void) => void,
): Promise<string | undefined> {
  const asked = state.environment ?? {};
  return new Promise((resolve, reject) => {
    const refused = (name: string): void => {
      const text = notTaken(name);
      if (!(name in asked)) {
        log.warning(text);
        return;
      }
      log.error(text);
      throw new RefusedVariable(name);
    };
    awaitVariables(client, refused, reject);
    // A connection that ends before the command has started says nothing else.
    client.once("close", () => {
      reject(new Error(NO_STATUS));
    });
    client.exec(command, { env: { ...asked, ...previous(state) } }, (error, channel) => {
      if (error) reject(error);
      else follow(channel, resolve);
    });
  });
}

function previous(state: CommandState): Record<string, string> {
  if (state.addPreviousOutputInEnv === false) return {};
  return {
    ...(state.stdout && { PULUMI_COMMAND_STDOUT: state.stdout }),
    ...(state.stderr && { PULUMI_COMMAND_STDERR: state.stderr }),
  };
}

function notTaken(name: string): string {
  return (
    `Unable to set '${name}'. The SSH server takes a variable only where its AcceptEnv names it. ` +
    "Where a shell runs the command, write 'VAR=value command' instead."
  );
}

const NO_STATUS = "wait: remote command exited without exit status or exit signal";
const SIGNALS: Readonly<Record<string, number>> = {
  ABRT: 6,
  ALRM: 14,
  FPE: 8,
  HUP: 1,
  ILL: 4,
  INT: 2,
  KILL: 9,
  PIPE: 13,
  QUIT: 3,
  SEGV: 11,
  TERM: 15,
};

function endOf(code: number | null, signal?: string, why?: string): string | undefined {
  if (code === 0) return undefined;
  if (code !== null) return `Process exited with status ${String(code)}`;
  const name = (signal ?? "").replace(/^SIG/, "");
  const status = String(128 + (SIGNALS[name] ?? 0));
  return `Process exited with status ${status} from signal ${name}${why ? `. Reason was: ${why}` : ""}`;
}

function withoutNewline(text: string): string {
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}
