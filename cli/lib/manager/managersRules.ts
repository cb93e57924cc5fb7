import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

import { managersRuleset, type ManagersRuleset } from "../../../policy/lint/managersRuleset";
import { onOneLine } from "../../../policy/wazuh/read/shown";
import type { RulesText } from "../../../policy/wazuh/rules/loadRules";
import type { RunHere } from "../../../ssh/onHost";
import type { GoodStack } from "../joined";
import { readManagerOver } from "./managerFiles";
import { rulesIn } from "./rulesFolders";

/** The manager's own rules files: those of the folders that were given, or what the manager itself has. */
export class ManagersRules {
  private files: readonly RulesText[];
  private read: ManagersRuleset | undefined;

  /** @param folders that the user gave; then no host is asked. */
  constructor(private readonly folders: readonly string[]) {
    this.files = rulesIn(folders);
    this.read = folders.map(rulesetBeside).find((one) => one !== undefined);
  }

  /** Which stock files the manager reads, as far as it is known by now: by the ossec.conf beside a folder, or its own. */
  ruleset(): ManagersRuleset | undefined {
    return this.read;
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
      const { rulesFiles, conf } = await readManagerOver(run, ssh, manager);
      this.files = rulesFiles;
      this.read = managersRuleset(conf, "etc/ossec.conf");
    } catch (error) {
      // What a host says may have lines that pose as ours.
      note(`the manager's rules files are not known: ${onOneLine((error as Error).message)}`);
    }
  }
}

/** The `<ruleset>` of the ossec.conf beside a folder of rules, where that is the `rules` of an `etc`. */
function rulesetBeside(folder: string): ManagersRuleset | undefined {
  const path = join(dirname(folder), "ossec.conf");
  if (basename(resolve(folder)) !== "rules" || !existsSync(path)) return undefined;
  return managersRuleset(readFileSync(path, "utf8"), onOneLine(path));
}
