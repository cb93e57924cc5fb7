import { error, info, warning } from "../config/words";
import { AR_BIN, isOutside } from "./arConf";
import type { ExecdWorld } from "./execd";
import { keyOf } from "./keys";

/** What an execd of Wazuh 5 stands on: it has no ar.conf and restarts nothing. */
export type ExecdOfFiveWorld = Pick<ExecdWorld, "now" | "present" | "log"> & {
  /** @param ended is told how it has ended: its exit code, or undefined for a signal. */
  readonly run: (
    executable: string,
    answers: boolean,
    ended: (code: number | undefined) => void,
  ) => ReturnType<ExecdWorld["run"]>;
};

interface Pending {
  readonly executable: string;
  readonly message: string;
  readonly key: string;
  since: number;
  timeout: number;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * wazuh-execd of 5.0.0-beta5 in memory (branch 5.0.0, os_execd/src/execd.c): one message and one script at a time. Steps of
 * repeated_offenders are left out.
 */
export class ExecdOfFive {
  private readonly pending: Pending[] = [];

  constructor(private readonly world: ExecdOfFiveWorld) {}

  /** Runs what one message of the queue asks for (execd.c:229-530). */
  async handle(text: string): Promise<void> {
    const message = parsed(text);
    if (message === undefined) {
      this.world.log(error(`(1315): Invalid JSON message: '${text}'`));
      return;
    }
    const asked = objectOf(objectOf(message)["wazuh"])["active_response"];
    const { executable, type, stateful_timeout: timeout } = objectOf(asked);
    if (typeof executable !== "string" || executable === "") {
      this.world.log(error(`(1316): Invalid AR command: '${text}'`));
      return;
    }
    if (isOutside(executable)) {
      this.world.log(
        error(
          `Active response command '${executable}' vulnerable to directory traversal attack. Ignoring.`,
        ),
      );
      return;
    }
    const path = `${AR_BIN}/${executable}`;
    if (!this.world.present(path)) {
      this.world.log(error(`(1311): Invalid command name '${executable}' provided.`));
      return;
    }
    // A timeout that is a text counts for nothing (execd.c:309).
    const seconds = type === "stateful" && typeof timeout === "number" ? Math.trunc(timeout) : 0;
    await this.execute(path, objectOf(message), seconds);
  }

  /** Reverts what is over (execd.c:159-219). */
  async revertDue(): Promise<void> {
    const now = this.world.now();
    for (const entry of [...this.pending])
      if (now - entry.since > entry.timeout) await this.revert(entry);
  }

  /** Reverts all, one after the other (execd.c:118-152). */
  async shutDown(): Promise<void> {
    this.world.log(info("(1314): Shutdown received. Deleting responses."));
    for (const entry of [...this.pending]) await this.revert(entry);
  }

  private async execute(path: string, message: Json, timeout: number): Promise<void> {
    // What the document had under that name stays where it was, and the new one is the last (execd.c:321); a second one is
    // left out here, since the findings' mapping has no such field.
    const as = (command: string): string => JSON.stringify({ ...message, command });
    const script = this.run(path, true);
    script.say(as("enable"));
    const answer = await script.answer;
    if (answer === undefined) {
      await script.finish();
      return;
    }
    const known = timeout !== 0 && this.remember(path, keyOf(path, answer), timeout, as("disable"));
    script.say(as(known ? "abort" : "continue"));
    await script.finish();
  }

  private remember(executable: string, key: string, timeout: number, message: string): boolean {
    const since = this.world.now();
    const entry = this.pending.find((other) => other.key === key);
    if (entry) {
      entry.since = since;
      entry.timeout = timeout;
      return true;
    }
    this.pending.push({ executable, message, key, since, timeout });
    return false;
  }

  private async revert(entry: Pending): Promise<void> {
    const at = this.pending.indexOf(entry);
    if (at === -1) return;
    this.pending.splice(at, 1);
    const script = this.run(entry.executable, false);
    script.say(entry.message);
    await script.finish();
  }

  private run(executable: string, answers: boolean): ReturnType<ExecdWorld["run"]> {
    return this.world.run(executable, answers, (code) => {
      const name = `Active response command '${executable}'`;
      if (code === undefined) this.world.log(warning(`${name} terminated abnormally.`));
      else if (code !== 0) this.world.log(warning(`${name} reported failure (exit code ${code}).`));
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}
