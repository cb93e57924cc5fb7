import type { InputUse } from "./commandInput";
import type { Fault, FaultKind } from "./fault";
import type { Place, State } from "./shellPlace";

/** The faults of a shell script, each kind once: where it is first met. */
export class FoundFaults {
  readonly all: Fault[] = [];
  private readonly lines: readonly string[];

  /** @param text the script, for what stands on a line. */
  constructor(text: string) {
    this.lines = text.split("\n");
  }

  add(kind: FaultKind, line: number, what: string): void {
    if (!this.all.some((one) => one.kind === kind)) this.all.push({ kind, line, what });
  }

  /** A command takes this of the script's input. */
  reads(use: InputUse, line: number, state: State): void {
    // Behind its first line wazuh-execd answers, and closes the input.
    if (use === "none" || state.said || state.keys) return;
    if (use === "line" && !state.read) state.read = true;
    else if (use === "line")
      this.add(
        "reads-to-end",
        line,
        `${this.on(line)} wants a second line, which comes after check_keys only`,
      );
    else if (use === "lines")
      this.add("reads-to-end", line, `${this.on(line)} wants more than one line`);
    else this.add("reads-to-end", line, `${this.on(line)} reads to the end of the input`);
  }

  /** A command prints something that is not check_keys to wazuh-execd. */
  prints(line: number, { quiet, background }: Place, state: State): void {
    if (state.keys || quiet || background) return;
    state.said = true;
    this.add("prints-first", line, `${this.on(line)} prints before check_keys`);
  }

  /** A command may run without end. */
  slow(line: number, what: string, { background, output }: Place, state: State): void {
    if (!background) this.add("no-time-limit", line, what);
    else if (output && !state.said && !state.keys)
      this.add("no-time-limit", line, `in the background, with the output still open, ${what}`);
  }

  private on(line: number): string {
    return shown(this.lines[line - 1]?.trim() ?? "");
  }
}

/** A piece of a script, short enough for a message. */
export function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
