import type { HostInput, StackInput } from "../../policy/model/stack";
import { UsageError } from "./exit";
import { bootstrap } from "../../policy/bundle/bootstrap";
import { printBundle, type Bundle } from "../../policy/bundle/bundle";
import { eachOf } from "./pool";
import { onHost, UnreachableError, type RunHere } from "../../ssh/onHost";

/** One difference between a host and what the stack says. */
export interface Drift {
  /** `tampered`, `missing`, `no plain file`, `outdated`, `wrong owner`, `wrong mode`, `extra`, `part`, `conflict`, `warning`, `loaded`, `cluster`, `ar.conf`, `agent.conf`, `kernel`, `log`, `programs`, `execd`, `off`, `expired`, `not enrolled`, `new`, `upgraded`, `unfinished`. */
  readonly what: string;
  readonly detail: string;
}

/** What a read-only look at one host found. */
export interface HostCheck {
  readonly host: string;
  readonly role: string;
  /** `fallback` and `blank` are agents that the manager knows and the stack does not. */
  readonly state: "clean" | "drift" | "unreachable" | "failed" | "fallback" | "blank";
  readonly drift: readonly Drift[];
  /** Why the host could not be looked at. */
  readonly reason?: string;
}

/** Seconds that a host may take to look at itself, where nobody says another number; a second is usual. */
export const CHECK_SECONDS = 60;

/** Connections at a time; well below sshd's MaxStartups on a bastion. */
const LIMIT = 8;

/**
 * Compares every host with its bundle: one connection each, nothing is changed.
 * @param seconds that a host may take, once it is reached.
 */
export async function checkHosts(
  ssh: StackInput["ssh"],
  hosts: readonly { input: HostInput; bundle: Bundle }[],
  seconds: number,
  onDone: (check: HostCheck) => void = () => undefined,
): Promise<HostCheck[]> {
  return eachOf(hosts, LIMIT, async ({ input, bundle }) => {
    const check = await checkHost(ssh, input, bundle, seconds);
    onDone(check);
    return check;
  });
}

async function checkHost(
  ssh: StackInput["ssh"],
  input: HostInput,
  bundle: Bundle,
  seconds: number,
): Promise<HostCheck> {
  const about = { host: bundle.host, role: bundle.role };
  try {
    return await onHost(ssh, input, (run) => checkOver(run, ssh.sudo ?? false, bundle, seconds));
  } catch (error) {
    // The same for every host: a key file that is not there.
    if (error instanceof UsageError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const state = error instanceof UnreachableError ? "unreachable" : "failed";
    return { ...about, state, drift: [], reason };
  }
}

/** Compares a host with its bundle over a connection that is there. @throws Error where it does not answer in JSON */
export async function checkOver(
  run: RunHere,
  sudo: boolean,
  bundle: Bundle,
  seconds = CHECK_SECONDS,
): Promise<HostCheck> {
  const about = { host: bundle.host, role: bundle.role };
  const result = await run(bootstrap("check", sudo), printBundle(bundle), seconds);
  if (result.code !== 0 && result.code !== 2) {
    return { ...about, state: "failed", drift: [], reason: result.stderr.trim() };
  }
  const { drift } = JSON.parse(result.stdout) as { drift: Drift[] };
  return { ...about, state: drift.length > 0 ? "drift" : "clean", drift };
}
