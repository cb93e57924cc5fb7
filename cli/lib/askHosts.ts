import { hostInputsOf } from "../../config/hostInputs";
import type { HostInput, StackInput } from "../../policy/model/stack";
import { onHost, UnreachableError, type RunHere } from "../../ssh/onHost";
import { UsageError } from "./exit";
import type { GoodStack } from "./joined";
import { eachOf } from "./pool";

/** What came of one host: an answer, or why there is none. */
export type Asked<T> =
  | { readonly host: HostInput; readonly answer: T }
  | { readonly host: HostInput; readonly unreachable: boolean; readonly reason: string };

/** How hosts are asked. */
export interface AskOptions {
  /** Connections at a time. @default {@link AT_ONCE} */
  readonly atOnce?: number;
  /** Called after each host, with how many are done. */
  readonly onDone?: (done: number) => void;
}

/** Connections at a time; well below sshd's MaxStartups on a bastion. */
export const AT_ONCE = 8;

/** Every host of the stack, managers first; without the agents that are gone. */
export function hostsOfStack({ input }: Pick<GoodStack, "input">): HostInput[] {
  const gone = input.rollout?.gone ?? [];
  return hostInputsOf(input).filter(({ name }) => !gone.includes(name));
}

/**
 * Asks hosts side by side, over one connection each; one that fails does not stop the rest.
 * @param ask what is done over the connection; what it throws becomes the host's reason.
 * @returns one entry for each host, in the order of `hosts`.
 * @throws UsageError what is the same for every host: a key file that is not there.
 */
export async function askHosts<T>(
  ssh: StackInput["ssh"],
  hosts: readonly HostInput[],
  ask: (run: RunHere, host: HostInput) => Promise<T>,
  { atOnce = AT_ONCE, onDone = () => undefined }: AskOptions = {},
): Promise<Asked<T>[]> {
  let done = 0;
  return eachOf(hosts, atOnce, async (host): Promise<Asked<T>> => {
    try {
      return { host, answer: await onHost(ssh, host, (run) => ask(run, host)) };
    } catch (error) {
      if (error instanceof UsageError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      return { host, unreachable: error instanceof UnreachableError, reason };
    } finally {
      done += 1;
      onDone(done);
    }
  });
}
