import type { Finding, Severity } from "../../model/finding";
import type { Node } from "../../wazuh/read/node";
import { shown } from "../../wazuh/read/shown";
import type { Place } from "../../wazuh/read/source";

/** Gathers the findings in one file. */
export class Report {
  private readonly found: Finding[] = [];

  /** @param file how the file is called in the findings. */
  constructor(private readonly file: string) {}

  /** Wazuh refuses it, or does something else than what stands there. */
  error(code: string, at: Node, reason: string, instead: string): void {
    this.add("error", code, at, shown(at), reason, instead);
  }

  /** Wazuh does what stands there, which is hardly what was meant; or it depends on what the file does not show. */
  warning(code: string, at: Node, reason: string, instead: string): void {
    this.add("warning", code, at, shown(at), reason, instead);
  }

  /** Nothing is wrong, but it is good to know. */
  note(code: string, at: Node, reason: string, instead: string): void {
    this.add("note", code, at, shown(at), reason, instead);
  }

  add(
    severity: Severity,
    code: string,
    { line, column }: Place,
    value: string,
    reason: string,
    instead: string,
  ): void {
    this.found.push({ severity, code, path: this.file, value, reason, instead, line, column });
  }

  /** All findings, in the order of the file. */
  findings(): Finding[] {
    return inOrder(this.found);
  }
}

/** Findings in the order of the file. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}
