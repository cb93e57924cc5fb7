import type { KnownAgent } from "../api/wazuhApi";
import { ask } from "../ask";
import { UsageError } from "../exit";

/**
 * Whether the agent's name was given once more: by `--yes`, else by hand.
 * @throws UsageError where nobody can be asked.
 */
export async function confirmed(
  verb: string,
  { name, id }: KnownAgent,
  yes: readonly string[],
): Promise<boolean> {
  if (yes.length > 0) return yes.includes(name);
  if (!process.stdin.isTTY)
    throw new UsageError(`no terminal to ask on; confirm with --yes ${name}; nothing was done`);
  return (await ask(`${verb} ${name} (${id})? Type its name to confirm: `)) === name;
}
