import { hostInputsOf } from "../../config/hostInputs";
import type { HostInput, StackInput } from "../../policy/model/stack";
import { UsageError } from "./exit";
import { joinedHosts, type GoodStack } from "./joined";
import { eachOf } from "./pool";
import { runOn } from "../../ssh/onHost";

/** What a command came to on one host. */
export interface HostAnswer {
  readonly host: string;
  readonly ok: boolean;
  readonly stdout: string;
  /** Why it failed: the host's own words, or why it cannot be reached. */
  readonly reason?: string;
}

/** Connections side by side: a break glass must not wait. One bastion would drop some of so many (MaxStartups). */
const SIDE_BY_SIDE = 32;
const THROUGH_BASTION = 8;

/** The hosts that a stack rolls out, with the way to each; without those that are gone. */
export async function hostInputs(stack: GoodStack): Promise<HostInput[]> {
  const { rollout } = stack.input;
  const inputs = new Map(hostInputsOf(stack.input).map((host) => [host.name, host]));
  const { hosts } = await joinedHosts(stack);
  return hosts.flatMap(({ name }) =>
    rollout?.gone?.includes(name) ? [] : (inputs.get(name) ?? []),
  );
}

/**
 * Runs a constant shell script on hosts, by sudo -n where the stack says so; data goes in by standard input.
 * @param script without a single quote.
 */
export function onEveryHost(
  ssh: StackInput["ssh"],
  hosts: readonly HostInput[],
  script: string,
  input = "",
): Promise<HostAnswer[]> {
  const command = `${ssh.sudo ? "sudo -n " : ""}sh -c '${script}'`;
  return eachOf(hosts, ssh.proxy ? THROUGH_BASTION : SIDE_BY_SIDE, async (host) => {
    try {
      const { code, stdout, stderr } = await runOn(ssh, host, command, input);
      const ok = code === 0;
      return {
        host: host.name,
        ok,
        stdout,
        ...(!ok && { reason: stderr.trim() || `ended with ${code}` }),
      };
    } catch (error) {
      // The same for every host: a key file that is not there.
      if (error instanceof UsageError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      return { host: host.name, ok: false, stdout: "", reason };
    }
  });
}
