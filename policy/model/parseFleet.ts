import type { Finding } from "./finding";
import { UNKNOWN_ADDRESS, type Fleet, type Host } from "./fleet";
import { parseHostName } from "./hostName";
import type { Places } from "./part";
import { printRefusals, Refusals, type Made } from "./refusals";
import type { WrittenFleet, WrittenHost } from "./written";

/** A fleet, or everything that keeps what was written from being one, with what is left without it. */
export type ParsedFleet =
  | { readonly ok: true; readonly fleet: Fleet }
  | { readonly ok: false; readonly findings: readonly Finding[]; readonly rest: RestOfFleet };

/** A fleet without the hosts that were refused; a stand-in has the place of a master that was. */
export interface RestOfFleet {
  readonly fleet: Fleet;
  readonly places: Places;
}

/** Stands for a master of which nothing is known. */
export const REFUSED_MASTER: WrittenHost = {
  name: "master-that-was-refused",
  role: "master",
  address: UNKNOWN_ADDRESS,
};

/** Makes a fleet of what people write; each host's path is the one that it has in a stack file. */
export function parseFleet(written: WrittenFleet): ParsedFleet {
  const refusals = new Refusals();
  const hosts = (list: readonly WrittenHost[], path: string): Made<Host> =>
    refusals.each(list, (host, i) => {
      const made = refusals.parse(`${path}[${i}].name`, host, hostOf);
      return made ? [made] : [];
    });
  const master = refusals.parse("manager.name", written.master, hostOf) ?? hostOf(REFUSED_MASTER);
  const workers = hosts(written.workers, "workers");
  const agents = hosts(written.agents, "agents");
  const fleet: Fleet = { ...written, master, workers: workers.all, agents: agents.all };
  const { findings } = refusals;
  if (findings.length === 0) return { ok: true, fleet };
  const places = new Map([
    ["workers", workers.places],
    ["agents", agents.places],
  ]);
  return { ok: false, findings, rest: { fleet, places } };
}

/**
 * Makes a fleet of what people write, where nobody gathers findings: a program of one's own, a test.
 * @throws Error with everything that is not valid where it was written, a line each.
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
