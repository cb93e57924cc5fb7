import * as pulumi from "@pulumi/pulumi";

import { isFillIn } from "../config/fillIns";
import type { StackInput } from "../policy/model/stack";
import type { EnrolledAgent } from "../policy/model/enrolledAgent";
import type { Fleet } from "../policy/model/fleet";
import { askEnrolled } from "../ssh/askEnrolled";

/**
 * Asks the manager which agents it knows, where the stack wants that (`rollout.coverage: ask`), and their versions (`rollout.wazuh5: skip`). What goes wrong is a
 * warning, and changes nothing else: coverage is advice, and an agent of Wazuh 5 that nobody has named refuses by itself.
 * @returns undefined where it was not asked, or where agents of other stacks are not known here.
 */
export async function enrolledOnManager(
  { ssh, manager, rollout, stack }: StackInput,
  fleet: Fleet,
): Promise<readonly EnrolledAgent[] | undefined> {
  if (rollout?.coverage !== "ask" && rollout?.wazuh5 !== "skip") return undefined;
  // The stack of a location reaches no manager; its agents of Wazuh 5 have a version there.
  if (stack?.role === "location") return undefined;
  const warn = (line: string): void => void pulumi.log.warn(`coverage: ${line}`);
  if (fleet.partial === true) {
    warn("not asked: a location of this fleet was never rolled out, so its agents are not known");
    return undefined;
  }
  // A separate warning names the key already.
  if (isFillIn(manager.hostKey) || isFillIn(manager.host)) return undefined;
  try {
    return await askEnrolled(ssh, manager, warn);
  } catch (error) {
    warn(`which agents are enrolled is not known: ${(error as Error).message}`);
    return undefined;
  }
}
