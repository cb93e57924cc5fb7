import { printFinding } from "../../policy/lint/printFinding";
import { otherWays, type SshHosts } from "../../ssh/otherWays";

/** Says, where a host was not reached, that the user's own ssh knows a way which is not taken here. */
export async function printOtherWays(of: SshHosts): Promise<void> {
  for (const finding of await otherWays(of)) console.error(`warning: ${printFinding(finding)}`);
}
