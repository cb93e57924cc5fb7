import type { BundleNote } from "../policy/rollout/rolloutNote";

/** A file that the installer verified on the host. */
export interface VerifiedFile {
  /** First twelve digits of its sha256. */
  readonly sha256: string;
  readonly owner: string;
  readonly group: string;
  readonly mode: string;
  readonly verified: boolean;
}

/** What an apply reports of its host. */
export interface HostReport {
  /** Every file by its path, as the installer saw it. */
  readonly files: Readonly<Record<string, VerifiedFile>>;
  /** What the apply restarted: `none`, `hot-reload` or `reload`; `passed over` where there was none yet, `failed`. */
  readonly restart: string;
  /** What the host had to be left without, a sentence each. */
  readonly warnings: readonly string[];
  /** Paths of ours that are still there, and that its bundle does not name; missing where an older version did not ask. */
  readonly left?: readonly string[];
  /** The bundle that it applied, who brought it, and when; missing where no apply was done. */
  readonly rollout?: Partial<BundleNote> & { readonly when: string };
}

/** Stands for the report of a host whose apply failed in a run that goes on (`--continue-on-error`). */
export const FAILED: HostReport = { files: {}, restart: "failed", warnings: [] };

/** @param stdout undefined where the command failed and the engine goes on. */
export function readReport(stdout: string | undefined): HostReport {
  if (stdout === undefined) return FAILED;
  if (stdout === "") return { files: {}, restart: "passed over", warnings: [] };
  return { warnings: [], ...(JSON.parse(stdout) as Omit<HostReport, "warnings">) };
}
