import { readWhitelistEntry } from "../../wazuh/read/whitelistEntry";
import { parseAddress } from "../../model/address";
import { Refusals } from "../../model/refusals";
import type { WhitelistEntry } from "../../model/whitelist";
import { parseWhitelistAddress } from "../../model/whitelistAddress";
import type { Node } from "../../wazuh/read/node";
import { omit, type Omission } from "./omission";

/** Entries that mean the same, and what no entry can mean. */
export interface ImportedWhitelist {
  readonly entries: readonly WhitelistEntry[];
  readonly omissions: readonly Omission[];
}

/** Turns each `<white_list>` into an entry, by what Wazuh makes of it. */
export function importWhitelist(nodes: readonly Node[], file: string): ImportedWhitelist {
  const entries = new Map<string, WhitelistEntry>();
  const omissions: Omission[] = [];
  for (const node of nodes) {
    const text = addressOf(node, omissions);
    const refusals = new Refusals();
    const address = refusals.parse("white_list", text, parseWhitelistAddress);
    omissions.push(...refusals.findings.map(({ reason }) => omit(node, reason)));
    if (address === undefined || entries.has(address)) continue;
    entries.set(address, {
      address,
      name: `imported-${address.replaceAll(/[.:/]+/g, "-").replace(/-$/, "")}`,
      reason: `line ${node.line} of ${file}; write here why`,
    });
  }
  return { entries: [...entries.values()], omissions };
}

function addressOf(node: Node, omissions: Omission[]): string | undefined {
  const reading = readWhitelistEntry(node.content);
  const skip = (reason: string): string | undefined => {
    omissions.push(omit(node, reason));
    return undefined;
  };
  switch (reading.kind) {
    case "network": {
      const { address, prefix } = reading;
      return parseAddress(prefix === 32 ? address : `${address}/${prefix}`)?.canonical;
    }
    case "exact":
      return reading.text.includes(":")
        ? reading.text.toLowerCase()
        : (parseAddress(reading.text)?.canonical ??
            skip(
              "is the name of a host; entries are addresses, and hardly any event has a name there",
            ));
    case "refused":
      return skip("is refused by Wazuh");
    case "negation dropped":
      return skip("puts the address on the list, since Wazuh drops the !; that cannot be intended");
    case "odd mask":
      return skip("has a mask with holes");
    case "spelling":
      return skip(`is compared character by character, and logs write ${reading.usual}`);
    case "beginning":
    case "substring":
      return skip("is a pattern; entries are addresses and networks");
    case "everything":
    case "everything else":
      return skip("is a pattern that switches responses off");
    case "never":
      return skip(`never matches: ${reading.why}`);
    default:
      return reading satisfies never;
  }
}
