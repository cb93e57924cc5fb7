import type { HostInput, StackInput } from "../../policy/model/stack";
import { askHosts } from "./askHosts";
import { bootstrap } from "../../policy/bundle/bootstrap";
import { printBundle, type Bundle } from "../../policy/bundle/bundle";
import type { RunHere } from "../../ssh/onHost";

/** One difference between a host and what the stack says. */
export interface Drift {
  /** `tampered`, `missing`, `no plain file`, `outdated`, `wrong owner`, `wrong mode`, `extra`, `part`, `conflict`, `warning`, `loaded`, `cluster`, `ar.conf`, `agent.conf`, `kernel`, `log`, `programs`, `kept`, `execd`, `off`, `expired`, `not enrolled`, `new`, `upgraded`, `upgrading`, `unfinished`. */
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

/**
 * Compares every host with its bundle: one connection each, nothing is changed.
 * @param seconds that a host may take, once it is reached.
 */
export async function checkHosts(
  ssh: StackInput["ssh"],
  hosts: readonly { input: HostInput; bundle: Bundle }[],
  seconds: number,
  onDone: (done: number) => void = () => undefined,
): Promise<HostCheck[]> {
  const bundles = new Map(hosts.map(({ input, bundle }) => [input.name, bundle]));
  const asked = await askHosts(
    ssh,
    hosts.map(({ input }) => input),
    (run, { name }) => checkOver(run, ssh.sudo ?? false, bundles.get(name) as Bundle, seconds),
    { onDone },
  );
  return asked.map((one, i): HostCheck => {
    if ("answer" in one) return one.answer;
    const { host, role } = (hosts[i] as { bundle: Bundle }).bundle;
    const state = one.unreachable ? "unreachable" : "failed";
    return { host, role, state, drift: [], reason: one.reason };
  });
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
