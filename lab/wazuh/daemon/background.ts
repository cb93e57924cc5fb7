import { closeSync, openSync, unlinkSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

import { info } from "../config/words";
import { logOf, type Log } from "./log";

/** A stand-in that runs in the background. */
export interface Daemon {
  readonly name: string;
  readonly home: string;
  readonly log: Log;
  /** Tells the launcher that it is up and lets go of its terminal. */
  up(): void;
  /** Removes the pid file and ends. */
  end(): never;
}

/**
 * Makes this process a daemon of Wazuh: pid file, `(1225)` and an end at SIGTERM.
 * @param beforeEnd what is done at SIGTERM, before the process ends.
 */
export function becomeDaemon(
  name: string,
  home: string,
  beforeEnd: () => Promise<void> | void = () => undefined,
): Daemon {
  const log = logOf(home, name);
  const pidFile = join(home, "var", "run", `${name}-${process.pid}.pid`);
  process.title = `${name} (stand-in)`;
  const end = (): never => {
    try {
      unlinkSync(pidFile);
    } catch {
      // wazuh-control removes it, too.
    }
    process.exit(0);
  };
  let ending = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (ending) return;
    ending = true;
    await beforeEnd();
    const [number, word] = signal === "SIGTERM" ? [15, "Terminated"] : [2, "Interrupt"];
    log(info(`(1225): SIGNAL [(${number})-(${word})] Received. Exit Cleaning...`));
    end();
  };
  process.on("SIGTERM", (signal) => void stop(signal));
  process.on("SIGINT", (signal) => void stop(signal));
  process.on("SIGHUP", () => undefined);
  writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o640 });
  return {
    name,
    home,
    log,
    up: () => {
      log(info(`Started (pid: ${process.pid}); a stand-in of the lab.`));
      writeSync(1, "up\n");
      // The lowest free number is taken: what is opened next stands where the terminal was.
      for (const number of [1, 2]) {
        closeSync(number);
        openSync("/dev/null", "w");
      }
    },
    end,
  };
}
