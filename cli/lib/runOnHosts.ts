import { hostInputsOf } from "../../config/hostInputs";
import type { HostInput, StackInput } from "../../policy/model/stack";
import { AT_ONCE, askHosts } from "./askHosts";
import { joinedHosts, type GoodStack } from "./joined";

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

/** The hosts that a stack rolls out, with the way to each; without those that are gone. */
export async function rolledOutHosts(stack: GoodStack): Promise<HostInput[]> {
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
export async function runOnHosts(
  ssh: StackInput["ssh"],
  hosts: readonly HostInput[],
  script: string,
  input = "",
): Promise<HostAnswer[]> {
  const command = `${ssh.sudo ? "sudo -n " : ""}sh -c '${script}'`;
  const atOnce = ssh.proxy ? AT_ONCE : SIDE_BY_SIDE;
  const asked = await askHosts(ssh, hosts, (run) => run(command, input), { atOnce });
  return asked.map((one): HostAnswer => {
    if (!("answer" in one))
      return { host: one.host.name, ok: false, stdout: "", reason: one.reason };
    const { code, stdout, stderr } = one.answer;
    return code === 0
      ? { host: one.host.name, ok: true, stdout }
      : { host: one.host.name, ok: false, stdout, reason: stderr.trim() || `ended with ${code}` };
  });
}
