import { execFile } from "node:child_process";
import { promisify } from "node:util";

import type { OtherStacks } from "../config/joinStacks";
import type { StackLink } from "../config/schema";
import { readStackOutputs, type StackOutputs } from "../config/stackOutputs";
import { UsageError } from "./exit";

/**
 * What a stack left in its outputs at its last rollout, asked of the engine (`pulumi stack output`).
 * @returns undefined where it was never rolled out.
 * @throws UsageError with the engine's own sentence, where it cannot be asked.
 */
export async function outputsOf(dir: string, stack: string): Promise<StackOutputs | undefined> {
  const args = ["stack", "output", "--json", "--show-secrets", "--stack", stack, "--cwd", dir];
  const { stdout } = await promisify(execFile)("pulumi", args, { maxBuffer: 2 ** 26 }).catch(
    (error: unknown) => {
      throw new UsageError(
        `the outputs of stack ${stack} cannot be read by \`pulumi stack output\`: ${String((error as { stderr?: string }).stderr ?? error).trim()}`,
      );
    },
  );
  try {
    return readStackOutputs(stack, JSON.parse(stdout) as Record<string, unknown>);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** What the other stacks of the fleet say, as the program reads it by its stack references. */
export async function otherStacks(dir: string, link: StackLink | undefined): Promise<OtherStacks> {
  switch (link?.role) {
    case undefined:
    case "all":
      return {};
    case "location":
      return { manager: await outputsOf(dir, link.managerStack) };
    case "manager": {
      const read = Object.entries(link.locations).map(
        async ([location, stack]) => [location, await outputsOf(dir, stack)] as const,
      );
      return { locations: Object.fromEntries(await Promise.all(read)) };
    }
    default:
      return link satisfies never;
  }
}
