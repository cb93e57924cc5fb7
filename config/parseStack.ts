import { parseDuration } from "../policy/model/duration";
import type { Finding } from "../policy/model/finding";
import type { Fleet, Host, Role } from "../policy/model/fleet";
import type { Policy } from "../policy/model/policy";
import type { Response } from "../policy/model/response";
import type { WhitelistEntry } from "../policy/model/whitelist";
import { fillIns, isFillIn } from "./fillIns";
import { stackSchema, type HostInput, type StackInput } from "./schema";
import { printPath, shapeFindings } from "./shapeFindings";

/** The stack configuration as plain values, or what is wrong with it. */
export type ParsedStack =
  | { readonly ok: false; readonly findings: readonly Finding[] }
  | {
      readonly ok: true;
      readonly policy: Policy;
      readonly fleet: Fleet;
      /** The input itself, for connections and the order of the rollout. */
      readonly input: StackInput;
      /** Values still to be given: warnings at preview, errors at `up`. */
      readonly fillIns: readonly Finding[];
    };

/**
 * Reads the keys of the stack configuration (without the project's prefix) into the policy and the fleet.
 * All problems of shape and of durations come at once; what the values mean is lint's question.
 */
export function parseStack(raw: Readonly<Record<string, unknown>>): ParsedStack {
  const shape = stackSchema.safeParse(raw);
  if (!shape.success) return { ok: false, findings: shapeFindings(shape.error, raw) };
  const findings: Finding[] = [];
  const responses = shape.data.responses.map((response, i) => withSeconds(response, i, findings));
  if (findings.length > 0) return { ok: false, findings };
  const input = shape.data;
  return {
    ok: true,
    policy: {
      whitelist: whitelist(input),
      responses,
      rules: (input.rules ?? []) as Policy["rules"],
      ...(input.ignoreWindow && { ignoreWindow: input.ignoreWindow }),
    },
    fleet: {
      master: host(input.manager, "master"),
      workers: (input.workers ?? []).map((worker) => host(worker, "worker")),
      agents: input.agents.map((agent) => host(agent, "agent")),
      ...(input.ssh.proxy && { bastion: input.ssh.proxy.host }),
    },
    input,
    fillIns: fillIns(input),
  };
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
      ? { allow: response.allow.filter(({ to }) => !isFillIn(to)) }
      : {};
  return { ...response, ...durations, ...allow } as Response;
}

function whitelist(input: StackInput): WhitelistEntry[] {
  return Object.entries(input.whitelist).flatMap(([part, entries]) =>
    entries
      .filter((entry) => !isFillIn(entry.address))
      .map(
        (entry) => ({ ...entry, ...(part !== "common" && { location: part }) }) as WhitelistEntry,
      ),
  );
}

function host(input: HostInput, role: Role): Host {
  const { host: address, name, port, location, labels, addresses } = input;
  return {
    name,
    role,
    address,
    ...(port !== undefined && { port }),
    ...(location !== undefined && { location }),
    ...(labels && { labels }),
    ...(addresses && { addresses }),
  };
}
