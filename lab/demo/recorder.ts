import type { DiagnosticEvent, EngineEvent, OpType } from "@pulumi/pulumi/automation";

/** What happened, or would happen, to one resource. */
export interface ResourceChange {
  readonly urn: string;
  /** Its name, the last part of the URN. */
  readonly name: string;
  readonly type: string;
  readonly op: OpType;
  /** Inputs that changed; paths inside them where the engine knows. */
  readonly properties: readonly string[];
}

/** What the program, the provider or the engine said about one resource. */
export interface Diagnostic {
  /** Name of the resource; empty where it is about the run. */
  readonly name: string;
  readonly severity: "warning" | "error";
  /** The whole text. */
  readonly text: string;
  /** The text without the command line that failed, which a failed `remote.Command` repeats. */
  readonly short: string;
}

/** What one run of the engine did, or would do. */
export interface Run {
  /** How many resources, by what happens to them: `same`, `create`, `update`, `delete`, `replace`. */
  readonly counts: Readonly<Record<string, number>>;
  /** Every resource to which something happens, in the order of the engine's steps. */
  readonly changes: readonly ResourceChange[];
  /** Warnings and errors of the program, the provider and the engine. */
  readonly diagnostics: readonly Diagnostic[];
  /** Everything that the engine printed. */
  readonly stdout: string;
  /** Seconds from start to end, the engine's own start included. */
  readonly seconds: number;
}

/** Records one run of the engine from its events and its text. */
export class Recorder {
  private readonly began = Date.now();
  private readonly changes: ResourceChange[] = [];
  private readonly diagnostics: Diagnostic[] = [];
  private counts: Run["counts"] = {};
  private text = "";

  /** Takes a piece of the engine's own text. */
  output(text: string): void {
    this.text += text;
  }

  /** Takes one event of the engine. */
  event({ resourcePreEvent, diagnosticEvent, summaryEvent }: EngineEvent): void {
    if (resourcePreEvent && resourcePreEvent.metadata.op !== "same") {
      const { urn, type, op, detailedDiff, diffs } = resourcePreEvent.metadata;
      this.changes.push({
        urn,
        name: nameOf(urn),
        type,
        op,
        properties: Object.keys(detailedDiff ?? {}).concat(detailedDiff ? [] : (diffs ?? [])),
      });
    }
    if (diagnosticEvent) this.diagnostic(diagnosticEvent);
    if (summaryEvent) this.counts = summaryEvent.resourceChanges;
  }

  private diagnostic({ urn = "", severity, ephemeral, message }: DiagnosticEvent): void {
    if (ephemeral || (severity !== "warning" && severity !== "error")) return;
    // The engine marks colours in the text, and says at the end that the update failed.
    const text = message.replace(/<\{%[^%]*%\}>/g, "").trim();
    if (text === "" || text === "update failed") return;
    const short = text.replace(/: running "(?:[^"\\]|\\.)*":(?:\n|$)/, ":\n").trimEnd();
    this.diagnostics.push({ name: nameOf(urn), severity, text, short });
  }

  result(): Run {
    return {
      counts: this.counts,
      changes: this.changes,
      diagnostics: this.diagnostics,
      stdout: this.text,
      seconds: (Date.now() - this.began) / 1000,
    };
  }
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}
