import type { VerifiedFile } from "../../components/hostReport";

/** What each host reported of its files after its last apply: host -> path -> file. */
export type ReportedFiles = Readonly<Record<string, Readonly<Record<string, VerifiedFile>>>>;

interface State {
  readonly deployment?: {
    readonly resources?: readonly {
      readonly urn: string;
      readonly outputs?: { stdout?: string };
    }[];
  };
}

/** Reads the reports of all hosts out of a stack's state. */
export function reportedFiles(state: unknown): ReportedFiles {
  const all = (state as State).deployment?.resources ?? [];
  return Object.fromEntries(
    all.flatMap(({ urn, outputs }) => {
      if (!urn.endsWith("-apply") || !outputs?.stdout?.startsWith("{")) return [];
      const { host, files } = JSON.parse(outputs.stdout) as {
        host?: string;
        files: ReportedFiles[string];
      };
      return host === undefined ? [] : [[host, files]];
    }),
  );
}
