import { mkdirSync } from "node:fs";
import { join } from "node:path";

import type { AccountFiles } from "./accounts";
import type { HostPlan } from "./hostPlan";
import { START, writeOssecTree } from "./wazuh/tree";

/** What a lab holds of Wazuh. */
export interface WazuhParts {
  /** Fills the folder that becomes a host's /var/ossec. */
  readonly writeTree: (dir: string, plan: HostPlan) => void;
  /** Shell command that starts it; empty for nothing. */
  readonly start: string;
}

const FOLDERS = ["bin", "etc/shared", "etc/rules", "logs", "active-response/bin"];

/** The folders of Wazuh without anything that runs. */
export const LIGHT: WazuhParts = {
  writeTree: (dir) => {
    for (const folder of FOLDERS) mkdirSync(join(dir, folder), { recursive: true });
  },
  start: "",
};

/** Wazuh's stand-ins, that run. */
export function standIns(all: readonly HostPlan[], accounts: AccountFiles): WazuhParts {
  return {
    writeTree: (dir, plan) => {
      writeOssecTree(dir, plan, all, accounts);
    },
    start: START,
  };
}
