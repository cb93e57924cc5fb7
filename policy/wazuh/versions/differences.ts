import { lacks, type WazuhVersion } from "./wazuhVersion";

/** Something that a supported version of Wazuh has, and earlier ones have not. */
export interface Difference {
  /** The first version that has it. */
  readonly since: string;
  /** Whose version decides. */
  readonly of: "manager" | "agent" | "manager and agent";
  /** What it is, as a sentence without its subject. */
  readonly what: string;
  /** What this program does before, in few words. */
  readonly instead: string;
  /** Where the public source says so. */
  readonly source: string;
}

/** What not every supported version has, by name; each is a row of docs/versions.md, which a test compares. */
export const DIFFERENCES = {
  "hot-reload": {
    since: "4.13.0",
    of: "manager",
    what: "reads changed rules without a restart",
    instead: "restart instead of a hot reload",
    source: "analysisd/asyscom.c:166, v4.13.0",
  },
  "whole-audit-exe": {
    since: "4.14.0",
    of: "manager",
    what: "decodes `audit.exe` whole",
    instead: "kill-process, and a rule on audit.exe, is refused",
    source: "ruleset/decoders/0040-auditd_decoders.xml:41, v4.14.0",
  },
  "agent-reload": {
    since: "4.14.0",
    of: "agent",
    what: "reloads for a new ar.conf, and stays connected",
    instead: "agents restart as a whole instead of a reload",
    source: "client-agent/receiver.c:298, v4.14.0",
  },
  "short-stop": {
    since: "4.13.0",
    of: "manager and agent",
    what: "gives a daemon 30 s to stop, not 60",
    instead: "an apply waits four times as long for wazuh-execd",
    source: "init/wazuh-client.sh:34, v4.13.0",
  },
} as const satisfies Readonly<Record<string, Difference>>;

/** Name of a difference. */
export type Ability = keyof typeof DIFFERENCES;

/** Whether a version has it; one that is not known is taken for the newest. */
export function has(version: WazuhVersion | undefined, ability: Ability): boolean {
  return !lacks(version, DIFFERENCES[ability].since);
}
