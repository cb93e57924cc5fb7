import { hostInputsOf } from "../../../config/hostInputs";
import type { HostInput } from "../../../policy/model/stack";
import type { GoodStack } from "../joined";
import { UsageError } from "../exit";
import { eachOf } from "../pool";
import { onHost, UnreachableError, type RunHere } from "../../../ssh/onHost";

/** What came of one host: an answer, or why there is none. */
export type Asked<T> =
  | { readonly host: HostInput; readonly answer: T }
  | { readonly host: HostInput; readonly unreachable: boolean; readonly reason: string };

/** Connections at a time; well below sshd's MaxStartups on a bastion. */
const LIMIT = 8;

/** Every host of the stack, managers first; without the agents that are gone. */
export function hostsOfStack({ input }: Pick<GoodStack, "input">): HostInput[] {
  const gone = input.rollout?.gone ?? [];
  return hostInputsOf(input).filter(({ name }) => !gone.includes(name));
}

/** Asks hosts side by side, over one connection each; one that fails does not stop the rest. */
export async function eachHost<T>(
  stack: GoodStack,
  hosts: readonly HostInput[],
  ask: (run: RunHere, host: HostInput) => Promise<T>,
  onDone: (done: number) => void = () => undefined,
): Promise<Asked<T>[]> {
  let done = 0;
  return eachOf(hosts, LIMIT, async (host): Promise<Asked<T>> => {
    try {
      return { host, answer: await onHost(stack.input.ssh, host, (run) => ask(run, host)) };
    } catch (error) {
      // The same for every host: a key file that is not there.
      if (error instanceof UsageError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      return { host, unreachable: error instanceof UnreachableError, reason };
    } finally {
      done += 1;
      onDone(done);
    }
  });
}
