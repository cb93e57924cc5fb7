import { renumber, restOf, type Rest } from "../policy/lint/lintReadable";
import type { Finding } from "../policy/model/finding";
import type { Fleet } from "../policy/model/fleet";
import { withFleetAddresses } from "../policy/model/fleetWhitelist";
import { parseFleet } from "../policy/model/parseFleet";
import { parsePolicy } from "../policy/model/parsePolicy";
import { placesIn } from "../policy/model/part";
import type { Policy } from "../policy/model/policy";
import { apiFindings } from "./apiFindings";
import { fillIns } from "./fillIns";
import { hostKeyFindings } from "./hostKeyFindings";
import { linkFindings } from "./linkFindings";
import { MADE_SERVER_USER } from "./login";
import {
  stackSchema,
  type HostInput,
  type ServerInput,
  type StackInput,
} from "../policy/model/stack";
import { replayFindings } from "./replayFindings";
import { rolloutFindings } from "./rolloutFindings";
import { logFindings } from "./logFindings";
import { serverFindings } from "./serverFindings";
import { serviceFindings } from "./serviceFindings";
import { shapeFindings } from "./shapeFindings";
import { sshFindings } from "./sshFindings";
import { wellShaped, asWellShaped, type WellShaped } from "./wellShaped";
import { writtenFleet, writtenPolicy } from "./written";

/** The stack configuration as plain values, or what is wrong with it. */
export type ParsedStack =
  | {
      readonly ok: false;
      /** What was refused: errors. {@link allFindings} adds what lint says of the rest. */
      readonly findings: readonly Finding[];
      /** What is left without it; undefined where that is not enough to say anything. */
      readonly rest: Rest | undefined;
      /** Values still to be given: warnings. */
      readonly fillIns: readonly Finding[];
    }
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
 * All that is refused comes at once, values beside what has not the right shape; what the values mean is lint's question.
 * @param known Hetzner servers by name, as the stack's last rollout left them in its outputs. @default none
 */
export function parseStack(
  raw: Readonly<Record<string, unknown>>,
  known: ReadonlyMap<string, HostInput> = new Map(),
): ParsedStack {
  const shape = stackSchema.safeParse(raw);
  const refused = shape.success ? [] : shapeFindings(shape.error, raw);
  const shaped = shape.success ? asWellShaped(shape.data) : wellShaped(raw, shape.error);
  const given = fillIns(raw);
  if (!shaped) return { ok: false, findings: refused, rest: undefined, fillIns: given };
  const all = shaped.input.hetzner?.servers ?? [];
  const servers = all.filter(({ name }) => !known.has(name));
  const input: StackInput = {
    ...shaped.input,
    agents: [...shaped.input.agents, ...all.flatMap((server) => reachable(server, known))],
  };
  const parsed = parsePolicy(writtenPolicy(shaped.input));
  const hosts = parseFleet(writtenFleet(input, servers));
  const findings = [
    ...refused,
    ...renumber(
      [
        ...(parsed.ok ? [] : parsed.findings),
        ...(hosts.ok ? [] : hosts.findings),
        ...inputFindings(shaped),
      ],
      shaped.places,
    ),
  ];
  if (!parsed.ok || !hosts.ok || findings.length > 0)
    return { ok: false, findings, rest: restIn(shaped, restOf(parsed, hosts)), fillIns: given };
  return {
    ok: true,
    policy: withFleetAddresses(parsed.policy, hosts.fleet),
    fleet: hosts.fleet,
    input,
    servers,
    fillIns: given,
  };
}

/** What single values, and values together, have wrong that are of neither policy nor fleet. */
function inputFindings({ input, lacks }: WellShaped): readonly Finding[] {
  return [
    ...sshFindings(input),
    ...hostKeyFindings(input),
    ...(lacks.has("hosts") ? [] : [...serverFindings(input), ...rolloutFindings(input)]),
    ...(lacks.has("whitelist") ? [] : linkFindings(input)),
    ...apiFindings(input.api),
    ...replayFindings(input.replay ?? {}),
    ...serviceFindings(input),
    ...logFindings(input),
  ];
}

/** What is left of policy and fleet, seen from the configuration. */
function restIn({ input, lacks, places }: WellShaped, rest: Rest): Rest {
  return {
    ...rest,
    accept: input.lint?.accept,
    lacks: new Set([
      ...lacks,
      ...rest.lacks,
      // It has that of the manager's stack.
      ...(input.stack?.role === "location" ? (["whitelist"] as const) : []),
    ]),
    places: placesIn(places, rest.places),
    partly: {
      ...rest.partly,
      places: rest.partly.places.map((i) => places.get("responses")?.[i] ?? i),
    },
  };
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
