import { error, info, warning, type Word } from "../config/words";
import { AR_BIN, crashesExecd, isOutside, readArConf, type ArRow } from "./arConf";
import { keyOf } from "./keys";
import type { Script } from "./script";

/** What execd stands on; a parameter, so that tests can play every part. */
export interface ExecdWorld {
  /** Seconds since 1970. */
  readonly now: () => number;
  /** Text of ar.conf; undefined where it cannot be read. */
  readonly arConf: () => string | undefined;
  /** Whether a path below the home is a file. */
  readonly present: (path: string) => boolean;
  /** @param answers whether its output is read. */
  readonly run: (executable: string, answers: boolean) => Script;
  readonly log: (word: Word) => void;
  /** `restart-wazuh` asks for no row: it restarts the host's Wazuh. */
  readonly restart: () => void;
  /** The process dies as the real one does: no revert, nothing logged. */
  readonly crash: () => void;
}

interface Pending {
  readonly executable: string;
  readonly message: string;
  readonly key: string;
  since: number;
  timeout: number;
}

interface Message {
  command: string;
  origin?: Record<string, unknown>;
  parameters?: Record<string, unknown>;
}

/** wazuh-execd of 4.14 in memory: one message and one script at a time. */
export class Execd {
  private rows: readonly ArRow[] = [];
  private reads = 0;
  private readonly pending: Pending[] = [];
  private readonly offenders = new Map<string, number>();

  /** @param steps repeated_offenders in minutes. */
  constructor(
    private readonly world: ExecdWorld,
    private readonly steps: readonly number[] = [],
  ) {}

  /** Keys whose revert is due later. */
  get active(): readonly string[] {
    return this.pending.map(({ key }) => key);
  }

  /** Runs what one message of the queue asks for. */
  async handle(text: string): Promise<void> {
    const message = parse(text);
    if (message === undefined) {
      this.world.log(error(`(1315): Invalid JSON message: '${text}'`));
      return;
    }
    if (typeof message.command !== "string") {
      this.world.log(error(`(1316): Invalid AR command: '${text}'`));
      return;
    }
    if (message.command === "restart-wazuh") {
      this.world.restart();
      return;
    }
    const name = message.command;
    let row = this.find(name);
    if (!row) {
      this.readAgain();
      row = this.find(name);
    }
    if (!row) {
      this.world.log(error(`(1311): Invalid command name '${name}' provided.`));
      return;
    }
    if (row.executable !== "") await this.execute(row, message);
  }

  /** Reverts what is over. */
  async revertDue(): Promise<void> {
    const now = this.world.now();
    for (const entry of [...this.pending])
      if (now - entry.since > entry.timeout) await this.revert(entry);
  }

  /** Reverts all, one after the other. */
  async shutDown(): Promise<void> {
    this.world.log(info("(1314): Shutdown received. Deleting responses."));
    for (const entry of [...this.pending]) await this.revert(entry);
  }

  private find(name: string): ArRow | undefined {
    if (!name.startsWith("!")) return this.rows.find((row) => row.name === name);
    const file = name.slice(1);
    if (isOutside(file)) {
      this.world.log(
        warning(
          `Active response command '${file}' vulnerable to directory traversal attack. Ignoring.`,
        ),
      );
      return undefined;
    }
    return { name, executable: `${AR_BIN}/${file}`, timeout: 0 };
  }

  private readAgain(): void {
    if (crashesExecd(this.rows.length, this.reads > 0)) this.world.crash();
    const text = this.world.arConf();
    if (text === undefined) {
      this.world.log(
        error(
          "(1103): Could not open file 'etc/shared/ar.conf' due to [(2)-(No such file or directory)].",
        ),
      );
      this.rows = [];
      return;
    }
    const { rows, words } = readArConf(text, this.world.present, this.reads === 0);
    words.forEach(this.world.log);
    this.rows = rows;
    this.reads++;
    if (crashesExecd(rows.length, false)) this.world.crash();
  }

  private async execute({ executable, timeout }: ArRow, message: Message): Promise<void> {
    if (message.origin) message.origin["module"] = "wazuh-execd";
    if (message.parameters) message.parameters["program"] = executable;
    const as = (command: string): string => JSON.stringify({ ...message, command });
    const script = this.world.run(executable, true);
    script.say(as("add"));
    const answer = await script.answer;
    if (answer === undefined) {
      await script.finish();
      return;
    }
    const known =
      timeout !== 0 && this.remember(executable, keyOf(executable, answer), timeout, as("delete"));
    script.say(as(known ? "abort" : "continue"));
    await script.finish();
  }

  /** Adds a response to those that are reverted later, or starts its clock again. @returns whether it was there. */
  private remember(executable: string, key: string, timeout: number, message: string): boolean {
    const seconds = this.lengthened(key, timeout);
    const since = this.world.now();
    const entry = this.pending.find((other) => other.key === key);
    if (entry) {
      entry.since = since;
      entry.timeout = seconds;
      return true;
    }
    this.pending.push({ executable, message, key, since, timeout: seconds });
    return false;
  }

  private lengthened(key: string, timeout: number): number {
    if (this.steps.length === 0) return timeout;
    const times = this.offenders.get(key);
    this.offenders.set(key, times === undefined ? 0 : Math.min(times + 1, this.steps.length));
    if (times === undefined) return timeout;
    return (this.steps[Math.min(times, this.steps.length - 1)] ?? 0) * 60;
  }

  private async revert(entry: Pending): Promise<void> {
    const at = this.pending.indexOf(entry);
    if (at === -1) return;
    this.pending.splice(at, 1);
    const script = this.world.run(entry.executable, false);
    script.say(entry.message);
    await script.finish();
  }
}

function parse(text: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Message) : undefined;
  } catch {
    return undefined;
  }
}
