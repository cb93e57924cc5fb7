import { EXECUTABLES } from "../../model/hostPaths";
import type { ReadBlock } from "../../wazuh/read/activeResponse";
import { lastChild } from "../../wazuh/read/ossecConf";
import type { Report } from "./report";
import { isLive } from "./together";

/**
 * Each wazuh-execd reads the steps in the ossec.conf of its own host (os_execd/config.c:70-82, v4.14.7), so that those of a
 * manager hold for what runs on the manager. They lengthen its own clock; guarded-block-ip leaves the clock to the kernel.
 */
export function lintOffendersReach(blocks: readonly ReadBlock[], report: Report): void {
  const given = blocks.flatMap(({ node }) => lastChild(node, "repeated_offenders") ?? [])[0];
  const timed = blocks.filter(isLive).filter(({ timeout }) => timeout > 0);
  if (!given || timed.length === 0) return;
  const onManager = timed.filter(({ locations }) => locations.some((one) => HERE.includes(one)));
  const counted = onManager.filter(({ definition }) => definition?.executable !== OURS);
  if (onManager.length === 0) {
    report.warning(
      "repeated-offenders",
      given,
      "has no effect: wazuh-execd reads <repeated_offenders> only in the ossec.conf of its own host, and no block of this file runs on the manager",
      "write it into the ossec.conf of the agents, or remove it",
    );
  } else if (counted.length === 0) {
    report.warning(
      "repeated-offenders",
      given,
      `has no effect: <repeated_offenders> lengthens the clock of wazuh-execd, and ${OURS} lets the kernel time its blocks`,
      "remove it, and write escalate: [10m, 1h, 1d] for that response in the stack",
    );
  } else if (timed.some(({ locations }) => locations[0] !== "server")) {
    report.note(
      "repeated-offenders",
      given,
      "affects only the manager itself: each wazuh-execd reads <repeated_offenders> in the ossec.conf of its own host, and for agents this one has no effect",
      "write it into the ossec.conf of the agents too, if it is meant for them",
    );
  }
}

const HERE: readonly string[] = ["server", "local"];
const OURS = EXECUTABLES.blockIp;
