import type { Finding } from "./finding";
import type { Fleet, Host } from "./fleet";
import { parseHostName } from "./hostName";
import { printRefusals, Refusals } from "./refusals";
import type { WrittenFleet, WrittenHost } from "./written";

/** A fleet, or everything that keeps what was written from being one. */
export type ParsedFleet =
  | { readonly ok: true; readonly fleet: Fleet }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** Makes a fleet of what people write; each host's path is the one that it has in a stack file. */
export function parseFleet(written: WrittenFleet): ParsedFleet {
  const refusals = new Refusals();
  const hosts = (list: readonly WrittenHost[], path: string): Host[] =>
    list.flatMap((host, i) => refusals.parse(`${path}[${i}].name`, host, hostOf) ?? []);
  const master = refusals.parse("manager.name", written.master, hostOf);
  const workers = hosts(written.workers, "workers");
  const agents = hosts(written.agents, "agents");
  const { findings } = refusals;
  return master === undefined || findings.length > 0
    ? { ok: false, findings }
    : { ok: true, fleet: { ...written, master, workers, agents } };
}

/**
 * Makes a fleet of what people write, where nobody gathers findings: a program of one's own, a test.
 * @throws Error with everything that cannot stand where it was written, a line each.
 */
export function fleetOf(written: WrittenFleet): Fleet {
  const parsed = parseFleet(written);
  if (parsed.ok) return parsed.fleet;
  throw new Error(printRefusals(parsed.findings));
}

/**
 * Makes a host of a written one.
 * @throws ValueError where Wazuh gives no host such a name.
 */
export function hostOf(host: WrittenHost): Host {
  return { ...host, name: parseHostName(host.name) };
}
