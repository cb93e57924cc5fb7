/** Cuts a stream of text into lines. */
export class Lines {
  private rest = "";

  constructor(private readonly each: (line: string) => void) {}

  add(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) this.each(line.replace(/\r$/, ""));
  }

  /** Gives out a last line that has no newline. */
  end(): void {
    if (this.rest !== "") this.each(this.rest);
    this.rest = "";
  }
}
