import { isOfFive, versionIn } from "../../../policy/model/enrolledAgent";
import type { Target } from "../manager/findAgents";

/**
 * Why a manager's command is nothing for an agent: it runs Wazuh 5 (beta), as the manager or the stack says. Undefined where it
 * does not, or where nobody knows.
 */
export function whyFive({ agent, host }: Pick<Target, "agent" | "host">): string | undefined {
  const version = versionIn(agent.version) ?? versionIn(host.version);
  if (version === undefined || !isOfFive({ version })) return undefined;
  return `runs Wazuh ${version} (beta), which takes no command of a 4.14 manager`;
}
