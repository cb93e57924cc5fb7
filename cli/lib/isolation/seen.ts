import type { HostInput, StackInput } from "../../../policy/model/stack";
import { rootShell } from "../../../ssh/rootShell";
import { runOn } from "../../../ssh/onHost";

/** What is to be proven. */
export type Wanted = "isolate" | "release";

/** What a look found: done or refused, in the agent's own words; undefined where there is nothing yet. */
export type Seen =
  | {
      readonly ok: boolean;
      readonly words: string;
      /** The host is cut off, but nothing from its manager arrives there. */
      readonly unproven?: true;
    }
  | undefined;

/** Asks a host for the size of a file, so that only what comes later counts. */
export async function sizeOf(
  ssh: StackInput["ssh"],
  host: HostInput,
  file: string,
): Promise<number> {
  const { code, stdout, stderr } = await runOn(ssh, host, rootShell(ssh, `wc -c <${file}`), "");
  if (code !== 0) throw new Error(stderr.trim());
  return Number(stdout);
}
