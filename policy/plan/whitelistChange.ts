import type { WhitelistEntry } from "../model/whitelist";
import { activeResponseOf } from "../wazuh/read/activeResponse";
import { readOssecConf } from "../wazuh/read/ossecConf";
import type { Deployed } from "./deployed";
import type { EntryChange, Plan } from "./plan";

/** What comes to the white list and what leaves it, by name. An entry with another name only is no change. */
export function whitelistChange(
  before: Deployed | undefined,
  after: readonly WhitelistEntry[],
): Plan["whitelist"] {
  const old = before === undefined ? [] : (before.whitelist ?? entriesOf(before));
  return { added: without(after, old), removed: without(old, after) };
}

function without(list: readonly EntryChange[], other: readonly EntryChange[]): EntryChange[] {
  const known = new Set(other.map(({ address }) => address));
  return list
    .filter(({ address }) => !known.has(address))
    .map(({ name, address }) => ({ name, address }));
}

// Without the stack's outputs only the addresses are known, from a manager's part of ossec.conf.
function entriesOf(before: Deployed): EntryChange[] {
  const part = [...before.bundles.values()].find((bundle) => bundle.part)?.part ?? "";
  return activeResponseOf(readOssecConf(part)).whitelist.map(({ content }) => {
    const address = content.replace(/^\^|\$$/g, "");
    return { name: address, address };
  });
}
