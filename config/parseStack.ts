import { decisionRule } from "../policy/logCollection/decisionRule";
import { parseDuration } from "../policy/model/duration";
import type { Finding } from "../policy/model/finding";
import { UNKNOWN_ADDRESS, type Fleet, type Host, type Role } from "../policy/model/fleet";
import { withFleetAddresses } from "../policy/model/fleetWhitelist";
import type { Policy } from "../policy/model/policy";
import type { Response } from "../policy/model/response";
import type { WhitelistEntry } from "../policy/model/whitelist";
import { apiFindings } from "./apiFindings";
import { fillIns, isFillIn } from "./fillIns";
import { hostKeyFindings } from "./hostKeyFindings";
import { linkFindings } from "./linkFindings";
import { MADE_SERVER_USER } from "./login";
import { stackSchema, type HostInput, type ServerInput, type StackInput } from "./schema";
import { rolloutFindings } from "./rolloutFindings";
import { serverFindings } from "./serverFindings";
import { serviceFindings } from "./serviceFindings";
import { printPath, shapeFindings } from "./shapeFindings";

/** The stack configuration as plain values, or what is wrong with it. */
export type ParsedStack =
  | { readonly ok: false; readonly findings: readonly Finding[] }
  | {
      readonly ok: true;
      /** On its white list are the exact addresses of the fleet's own servers, as far as they are known. */
      readonly policy: Policy;
      readonly fleet: Fleet;
      /** The input itself, for connections and the order of the rollout. Servers whose address is known are among its agents. */
      readonly input: StackInput;
      /** Servers whose address only the program finds out; among the fleet's agents with `UNKNOWN_ADDRESS`. */
      readonly servers: readonly ServerInput[];
      /** Values still to be given: warnings at preview, errors at `up`. */
      readonly fillIns: readonly Finding[];
    };

/**
 * Reads the keys of the stack configuration (without the project's prefix) into the policy and the fleet.
 * All problems of shape and of durations come at once; what the values mean is lint's question.
 * @param known Hetzner servers by name, as the stack's last rollout left them in its outputs. @default none
 */
export function parseStack(
  raw: Readonly<Record<string, unknown>>,
  known: ReadonlyMap<string, HostInput> = new Map(),
): ParsedStack {
  const shape = stackSchema.safeParse(raw);
  if (!shape.success) return { ok: false, findings: shapeFindings(shape.error, raw) };
  const findings: Finding[] = [];
  const responses = shape.data.responses.map((response, i) => withSeconds(response, i, findings));
  findings.push(
    ...hostKeyFindings(shape.data),
    ...serverFindings(shape.data),
    ...linkFindings(shape.data),
    ...rolloutFindings(shape.data),
    ...apiFindings(shape.data.api),
    ...serviceFindings(shape.data),
  );
  if (findings.length > 0) return { ok: false, findings };
  const all = shape.data.hetzner?.servers ?? [];
  const servers = all.filter(({ name }) => !known.has(name));
  const input: StackInput = {
    ...shape.data,
    agents: [...shape.data.agents, ...all.flatMap((server) => reachable(server, known))],
  };
  const fleet: Fleet = {
    master: { ...host(input.manager, "master"), ...adopted(input, input.manager) },
    workers: (input.workers ?? []).map((worker) => ({
      ...host(worker, "worker"),
      ...adopted(input, worker),
    })),
    agents: [...input.agents.map((agent) => host(agent, "agent")), ...servers.map(serverHost)],
    ...(input.ssh.proxy && { bastion: input.ssh.proxy.host }),
    ...(input.stack && input.stack.role !== "all" && { partial: true }),
  };
  const policy: Policy = {
    whitelist: whitelist(input),
    responses,
    rules: [
      ...((input.rules ?? []) as Policy["rules"]),
      ...(input.logs ? [decisionRule(input.logs.decisionRule)] : []),
    ],
    ...(input.mode && { mode: input.mode }),
    ...(input.managerRules && { managerRules: input.managerRules }),
    ...(input.ignoreWindow && { ignoreWindow: input.ignoreWindow }),
  };
  return {
    ok: true,
    policy: withFleetAddresses(policy, fleet),
    fleet,
    input,
    servers,
    fillIns: fillIns(shape.data),
  };
}

function adopted({ adopt }: StackInput, { name }: HostInput): Pick<Host, "adopt"> {
  const texts = adopt?.[name];
  return texts ? { adopt: texts } : {};
}

function withSeconds(
  response: StackInput["responses"][number],
  index: number,
  findings: Finding[],
): Response {
  const durations: Record<string, number> = {};
  for (const key of ["timeout", "releaseAfter"] as const) {
    const given = (response as Record<string, unknown>)[key];
    if (given === undefined) continue;
    const seconds = parseDuration(given as string | number);
    if (seconds === undefined) {
      findings.push({
        severity: "error",
        code: "duration",
        path: printPath(["responses", index, key]),
        value: JSON.stringify(given),
        reason: "is no duration; Wazuh itself would read the leading digits as seconds",
        instead: "write seconds (3600) or one number with s, m, h or d (90m, 1h)",
      });
    } else {
      durations[key] = seconds;
    }
  }
  const allow =
    response.kind === "isolate-host"
      ? {
          allow: response.allow
            .map((one, i) => ({ ...one, source: printPath(["responses", index, "allow", i]) }))
            .filter(({ to }) => !isFillIn(to)),
        }
      : {};
  return { ...response, ...durations, ...allow } as Response;
}

function whitelist(input: StackInput): WhitelistEntry[] {
  return Object.entries(input.whitelist ?? {}).flatMap(([part, entries]) =>
    entries
      .map(
        (entry, i) =>
          ({
            ...entry,
            ...(part !== "common" && { location: part }),
            source: printPath(["whitelist", part, i]),
          }) as WhitelistEntry,
      )
      .filter((entry) => !isFillIn(entry.address)),
  );
}

function reachable(
  server: ServerInput,
  known: ReadonlyMap<string, HostInput>,
): readonly HostInput[] {
  const found = known.get(server.name);
  if (!found) return [];
  // A server that was rebuilt: its new key is in the file, the outputs still have the old one.
  if (server.kind === "existing") return [{ ...found, hostKey: server.hostKey }];
  return [{ ...found, user: MADE_SERVER_USER }];
}

/** What is known of a Hetzner server before anyone asked Hetzner. */
export function serverHost(server: ServerInput): Host {
  return {
    name: server.name,
    role: "agent",
    address: UNKNOWN_ADDRESS,
    ...(server.kind === "create" && { location: server.location }),
    ...(server.labels && { labels: server.labels }),
    ...(server.addresses && { addresses: server.addresses }),
  };
}

function host(input: HostInput, role: Role): Host {
  const { host: address, name, port, location, labels, addresses, version } = input;
  return {
    name,
    role,
    address,
    ...(port !== undefined && { port }),
    ...(location !== undefined && { location }),
    ...(labels && { labels }),
    ...(addresses && { addresses }),
    ...(version !== undefined && { version }),
  };
}
