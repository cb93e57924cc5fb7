import type { Severity } from "../../model/finding";

/** One code that lint may find in a file. */
export interface FileCodeFacts {
  /** How bad it is; several where that depends on the case. */
  readonly severity: Severity | readonly Severity[];
  /** Wazuh drops something of a block or a command, or takes it otherwise: import names it. @default false */
  readonly dropped?: true;
  readonly doc: {
    /** What is found, as one sentence. */
    readonly what: string;
    /** What Wazuh does with it. */
    readonly why: string;
    /** What to write instead. */
    readonly instead: string;
    /** Sections of an ossec.conf, or a whole one, that bring it about; a test runs it. @default none is shown */
    readonly example?: string;
  };
}

/** The facts of codes, by code. */
export type FileCodes = Readonly<Record<string, FileCodeFacts>>;
