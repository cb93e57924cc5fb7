import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";

import type { Run } from "./deployment";

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

const SEVERE: ReadonlySet<string> = new Set(["warning", "error"]);

/** Records one run of the engine from its events and its text. */
export class Recorder {
  private readonly began = Date.now();
  private readonly changes: ResourceChange[] = [];
  private readonly diagnostics: string[] = [];
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
        name: urn.split("::").at(-1) ?? urn,
        type,
        op,
        properties: Object.keys(detailedDiff ?? {}).concat(detailedDiff ? [] : (diffs ?? [])),
      });
    }
    if (diagnosticEvent && !diagnosticEvent.ephemeral && SEVERE.has(diagnosticEvent.severity)) {
      // The engine marks colours in the text, and says again at the end that the update failed.
      const text = diagnosticEvent.message.replace(/<\{%[^%]*%\}>/g, "").trim();
      if (text !== "" && text !== "update failed") this.diagnostics.push(text);
    }
    if (summaryEvent) this.counts = summaryEvent.resourceChanges;
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
