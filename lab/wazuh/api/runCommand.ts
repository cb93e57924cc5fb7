import { json, problem, type ApiAnswer, type ApiRequest } from "./message";
import type { ApiWorld } from "./world";

interface Body {
  readonly command?: unknown;
  readonly arguments?: unknown;
  readonly alert?: unknown;
}

interface Failure {
  readonly code: number;
  readonly message: string;
}

const FIELDS = ["command", "arguments", "alert"];
const QUERY = ["agents_list", "pretty", "wait_for_complete"];
const FAILURES = {
  1650: "Active response - Command not specified",
  1652: "The command used is not defined in the configuration.",
  1701: "Agent does not exist",
  1703: "Action not available for Manager (agent 000)",
  1707: "Cannot send request, agent is not active",
  1750: "Could not send restart command, active-response is disabled in the agent",
} as const;

/**
 * PUT /active-response: sends a message to the agents of agents_list, and WITHOUT it to all agents, as the real one does.
 * 200 means that wazuh-remoted took the message, not that anything was done.
 */
export async function runCommand(
  request: ApiRequest,
  query: URLSearchParams,
  world: ApiWorld,
): Promise<ApiAnswer> {
  const body = parse(request.body);
  const refused = refusalOf(request, query, body);
  if (refused) return refused;
  const {
    command,
    arguments: args,
    alert,
  } = body as { command: string; arguments?: string[]; alert?: object };
  const registered = world.agents().filter(({ id }) => id !== "000");
  const list = query.get("agents_list");
  const ids =
    list === null || list === "all"
      ? registered.map(({ id }) => id)
      : [...new Set(list.split(","))];
  const sent: string[] = [];
  const failed = new Map<number, string[]>();
  for (const id of ids) {
    const failure = failureOf(id, command, world);
    const message = JSON.stringify({
      version: 1,
      origin: { name: null, module: "framework" },
      command,
      parameters: { extra_args: args ?? [], alert: alert ?? {} },
    });
    if (failure) failed.set(failure.code, [...(failed.get(failure.code) ?? []), id]);
    else if (await world.send(id, message)) sent.push(id);
    else return problem(500, "Wazuh Internal Error", "queue/alerts/ar cannot be reached", 1014);
  }
  return json(result(sent, failed, ids.length));
}

function refusalOf(
  request: ApiRequest,
  query: URLSearchParams,
  body: Body | undefined,
): ApiAnswer | undefined {
  const strange = [...query.keys()].find((key) => !QUERY.includes(key));
  if (strange !== undefined)
    return problem(400, "Bad Request", `Extra query parameter(s) ['${strange}'] not in spec`);
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? ""))
    return problem(406, "Not Acceptable", "Content-type is not application/json", 6002);
  if (!body) return problem(400, "Bad Request", "The body is no JSON object");
  const extra = Object.keys(body).filter((key) => !FIELDS.includes(key));
  if (extra.length > 0)
    return problem(400, "Bad Request", `Invalid field found {'${extra.join("', '")}'}`);
  if (typeof body.command !== "string")
    return problem(400, "Bad Request", "'command' is a required property");
  if (body.arguments !== undefined && !Array.isArray(body.arguments))
    return problem(400, "Bad Request", "'arguments' is not of type 'array'");
  if (body.alert !== undefined && (typeof body.alert !== "object" || body.alert === null))
    return problem(400, "Bad Request", "'alert' is not of type 'object'");
  return query
    .get("agents_list")
    ?.split(",")
    .some((id) => id !== "all" && !/^\d{3,}$/.test(id))
    ? problem(400, "Bad Request", "'agents_list' does not match the format 'numbers or all'")
    : undefined;
}

function failureOf(id: string, command: string, world: ApiWorld): Failure | undefined {
  const fails = (code: keyof typeof FAILURES): Failure => ({ code, message: FAILURES[code] });
  if (id === "000") return fails(1703);
  const agent = world.agents().find((one) => one.id === id);
  if (!agent) return fails(1701);
  if (agent.status !== "active") return fails(1707);
  if (world.disabled?.(id) === true) return fails(1750);
  if (command === "") return fails(1650);
  if (!command.startsWith("!") && !world.responses().includes(command)) return fails(1652);
  return undefined;
}

function result(sent: readonly string[], failed: Map<number, string[]>, asked: number): object {
  const failures = [...failed].map(([code, id]) => ({
    error: { code, message: FAILURES[code as keyof typeof FAILURES] },
    id,
  }));
  const which =
    sent.length === asked ? "to all agents" : sent.length > 0 ? "to some agents" : "to any agent";
  return {
    data: {
      affected_items: sent,
      total_affected_items: sent.length,
      total_failed_items: asked - sent.length,
      failed_items: failures,
    },
    message: `AR command was ${sent.length === asked ? "" : "not "}sent ${which}`,
    error: sent.length === asked ? 0 : sent.length > 0 ? 2 : 1,
  };
}

function parse(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
