import { isFillIn } from "../../../config/fillIns";
import { onOneLine } from "../../../policy/wazuh/read/shown";
import type { RulesText } from "../../../policy/wazuh/rules/loadRules";
import type { GoodStack } from "../../lib/joined";
import { readManager } from "../adopt/managerFiles";
import { rulesIn } from "./fileContext";

/**
 * The manager's own rules files: those of the folders that were given, or the manager's over SSH, where it is asked anyway.
 * @param note hears why they are not known.
 */
export async function managersRules(
  { input: { ssh, manager } }: GoodStack,
  { rules, enrolled }: { readonly rules: readonly string[]; readonly enrolled?: boolean },
  note: (line: string) => void,
): Promise<readonly RulesText[]> {
  if (rules.length > 0) return rulesIn(rules);
  if (enrolled !== true || isFillIn(manager.hostKey)) return [];
  try {
    return (await readManager(ssh, manager)).rulesFiles;
  } catch (error) {
    // What a host says may have lines that pose as ours.
    const why = onOneLine((error as Error).message);
    note(`warning: the manager's rules files are not known: ${why}`);
    return [];
  }
}
