import { startSpinner } from "../../terminal/spinner";

/** How often a line is written where no terminal shows a moving one, in milliseconds. */
const EVERY = 30_000;

/** Progress of something long: one moving line on a terminal, otherwise a line every 30 seconds. */
export class Progress {
  private readonly began = Date.now();
  private readonly timer: NodeJS.Timeout;
  private readonly spinner: ReturnType<typeof startSpinner>;
  private state = "";

  /**
   * @param what is being done, and how long it is expected to take.
   * @param say prints one line where there is no terminal.
   */
  constructor(
    private readonly what: string,
    private readonly say: (line: string) => void,
    terminal = process.stderr.isTTY,
  ) {
    this.spinner = terminal ? startSpinner(what) : undefined;
    if (!this.spinner) say(`${what} ...`);
    this.timer = setInterval(
      () => {
        this.show();
      },
      this.spinner ? 1_000 : EVERY,
    );
  }

  /** Says how far it is. */
  now(state: string): void {
    this.state = state;
  }

  done(): void {
    clearInterval(this.timer);
    const text = `${this.what}: done in ${this.elapsed()}`;
    if (this.spinner) this.spinner.success({ text });
    else this.say(text);
  }

  fail(): void {
    clearInterval(this.timer);
    const text = `${this.what}: failed after ${this.elapsed()}`;
    if (this.spinner) this.spinner.error({ text });
    else this.say(text);
  }

  private show(): void {
    const text = [this.what, this.elapsed(), this.state].filter((part) => part !== "").join(", ");
    if (this.spinner) this.spinner.update({ text });
    else this.say(text);
  }

  private elapsed(): string {
    const seconds = Math.round((Date.now() - this.began) / 1000);
    return seconds < 60
      ? `${String(seconds)} s`
      : `${String(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;
  }
}
