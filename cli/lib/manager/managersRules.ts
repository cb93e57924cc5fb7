import { onOneLine } from "../../../policy/wazuh/read/shown";
import type { RulesText } from "../../../policy/wazuh/rules/loadRules";
import type { RunHere } from "../../../ssh/onHost";
import type { GoodStack } from "../joined";
import { readManagerOver } from "./managerFiles";
import { rulesIn } from "./rulesFolders";

/** The manager's own rules files: those of the folders that were given, or what the manager itself has. */
export class ManagersRules {
  private files: readonly RulesText[];

  /** @param folders that the user gave; then no host is asked. */
  constructor(private readonly folders: readonly string[]) {
    this.files = rulesIn(folders);
  }

  /** As far as they are known by now. */
  known(): readonly RulesText[] {
    return this.files;
  }

  /**
   * Reads them over a connection that is there for another question already.
   * @param note hears why they are not known.
   */
  async ask(
    run: RunHere,
    { input: { ssh, manager } }: GoodStack,
    note: (line: string) => void,
  ): Promise<void> {
    if (this.folders.length > 0) return;
    try {
      this.files = (await readManagerOver(run, ssh, manager)).rulesFiles;
    } catch (error) {
      // What a host says may have lines that pose as ours.
      note(`the manager's rules files are not known: ${onOneLine((error as Error).message)}`);
    }
  }
}
