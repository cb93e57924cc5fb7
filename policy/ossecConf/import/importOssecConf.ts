import type { IgnoreWindow } from "../../model/policy";
import type { RuleId } from "../../model/ruleId";
import type { WhitelistEntry } from "../../model/whitelist";
import { activeResponseOf } from "../../wazuh/read/activeResponse";
import { readOssecConf } from "../../wazuh/read/ossecConf";
import { stockRule } from "../../wazuh/stock/stockRules";
import { importResponses, type ImportedResponses } from "./importResponses";
import { importWhitelist } from "./importWhitelist";
import type { Omission } from "./omission";
import { droppedByWazuh } from "./droppedByWazuh";
import { unusedCommands } from "./unusedCommands";

/** What an ossec.conf says of active response, as stack configuration. */
export interface ImportedPolicy {
  readonly whitelist: readonly WhitelistEntry[];
  readonly responses: ImportedResponses["responses"];
  /** Given where a rule is bound that the stack would otherwise overwrite without its ignore window. */
  readonly ignoreWindow?: IgnoreWindow;
  /** Bound rules that no stock Wazuh has: they are in the manager's own files, which the stack leaves alone. */
  readonly managerRules?: readonly RuleId[];
  /** What could not be said, in the order of the file. */
  readonly omissions: readonly Omission[];
}

/**
 * Reads what a manager's ossec.conf means to Wazuh, traps included, into responses and white-list entries.
 * @param file how the file is called in the entries.
 * @throws ReadError where Wazuh's own reader refuses the text.
 */
export function importOssecConf(text: string, file: string): ImportedPolicy {
  const { whitelist, commands, blocks } = activeResponseOf(readOssecConf(text));
  const list = importWhitelist(whitelist, file);
  const { responses, omissions } = importResponses(blocks);
  const silent = responses.some(({ rules }) =>
    rules.some((id) => (stockRule(id)?.ignore ?? 0) > 0),
  );
  const own = [...new Set(responses.flatMap(({ rules }) => rules))].filter((id) => !stockRule(id));
  return {
    whitelist: list.entries,
    responses,
    ...(silent && { ignoreWindow: "keep" }),
    ...(own.length > 0 && { managerRules: own }),
    omissions: inOrder([
      ...list.omissions,
      ...omissions,
      ...unusedCommands(commands, blocks),
      ...droppedByWazuh(text, file),
    ]),
  };
}

/** Sorted as they stand in the file; of two at one place the first one is enough. */
function inOrder(omissions: readonly Omission[]): Omission[] {
  const sorted = [...omissions].sort((a, b) => a.line - b.line || a.column - b.column);
  return sorted.filter(
    ({ line, column }, i) => sorted[i - 1]?.line !== line || sorted[i - 1]?.column !== column,
  );
}
