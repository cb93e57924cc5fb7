import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { AccountFiles } from "./accounts";
import type { HostPlan } from "./hostPlan";
import { STAND_IN } from "./inHost";
import type { LabOptions } from "./labTypes";
import { buildStandIns } from "./wazuh/build";
import { START, writeOssecTree } from "./wazuh/tree";

/** What a lab holds of Wazuh. */
export interface WazuhParts {
  /** Fills the folder that becomes a host's /var/ossec. */
  readonly writeTree: (dir: string, plan: HostPlan) => void;
  /** Shell command that starts it on a host; empty for nothing. */
  readonly startOf: (plan: HostPlan) => string;
}

/** An execd that only listens, for agents by the hundred. */
const LIGHT = `perl ${STAND_IN}/light-execd.pl`;

/**
 * The stand-ins of Wazuh.
 * @param standIn folder that every host sees; their programs are built into it.
 */
export async function wazuhParts(
  { daemons = true, api = false }: Pick<LabOptions, "daemons" | "api">,
  standIn: string,
  plans: readonly HostPlan[],
  accounts: AccountFiles,
): Promise<WazuhParts> {
  if (daemons !== false) await buildStandIns(standIn);
  return {
    writeTree: (dir, plan) => {
      writeOssecTree(dir, plan, plans, accounts);
      if (api && plan.role === "master") writeFileSync(join(dir, "var", "lab", "api"), "");
    },
    startOf: ({ role }) => {
      if (role === "agent") return daemons === true ? START : LIGHT;
      return daemons === false ? "" : START;
    },
  };
}
