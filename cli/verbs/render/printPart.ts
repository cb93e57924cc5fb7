import { UsageError, EXIT } from "../../lib/exit";
import type { Host } from "../../../policy/model/fleet";
import type { Policy } from "../../../policy/model/policy";
import { markedPart, renderOssecPart } from "../../../policy/render/ossecPart";

/**
 * Prints our part of ossec.conf as it stands in the file of every manager of these hosts, and nothing else: byte for byte, so that
 * the installer finds no difference in a file that another tool begins with it.
 * @returns the exit code: 1 where the policy makes no part.
 * @throws UsageError where none of the hosts is a manager.
 */
export function printPart(policy: Policy, hosts: readonly Host[]): number {
  if (hosts.every(({ role }) => role === "agent"))
    throw new UsageError(
      "--part: this stack rolls out no manager; write --stack with the name of the one that does",
    );
  const { part } = renderOssecPart(policy);
  if (part === "") {
    console.error(
      "this stack has no white list and no responses for a manager, so ossec.conf has no part of ours",
    );
    return EXIT.warnings;
  }
  process.stdout.write(markedPart(part));
  return EXIT.ok;
}
