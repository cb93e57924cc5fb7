import { isFillIn } from "../../../config/fillIns";
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
    note(`warning: the manager's rules files are not known: ${(error as Error).message}`);
    return [];
  }
}
