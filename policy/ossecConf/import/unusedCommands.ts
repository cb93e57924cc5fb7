import type { ReadBlock, ReadCommand } from "../../wazuh/read/activeResponse";
import { STOCK_COMMANDS } from "../../wazuh/stock/stockExecutables";
import { omit, type Omission } from "./omission";

/** Commands that no block uses, or that an earlier one of the name hides; those of a stock file go without saying. */
export function unusedCommands(
  commands: readonly ReadCommand[],
  blocks: readonly ReadBlock[],
): Omission[] {
  const used = new Set(blocks.map(({ definition }) => definition));
  return commands
    .filter((command) => !used.has(command))
    .filter(({ name, executable }) => STOCK_COMMANDS.get(name) !== executable)
    .map((command) => {
      const first = commands.find(({ name }) => name === command.name);
      return omit(
        command.node,
        first === command || first === undefined
          ? `defines ${command.name}, which no <active-response> uses`
          : `defines ${command.name} again; the definition of line ${first.node.line} wins`,
      );
    });
}
