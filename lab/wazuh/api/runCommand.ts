import { json, problem, type ApiAnswer, type ApiRequest } from "./message";
import type { ApiWorld } from "./world";

interface Body {
  readonly command?: unknown;
  readonly arguments?: unknown;
  readonly alert?: unknown;
}

const FIELDS = ["command", "arguments", "alert"];
const QUERY = ["agents_list", "pretty", "wait_for_complete"];
const DOCS = "https://documentation.wazuh.com/4.14/user-manual";
/** Words and, where there is one, the remedy (framework/wazuh/core/exception.py:266, v4.14.7). */
const FAILURES = {
  1650: { message: "Active response - Command not specified" },
  1652: {
    message: "The command used is not defined in the configuration.",
    remediation: `Please, visit the official documentation (${DOCS}/capabilities/active-response/how-to-configure.html)to get more information`,
  },
  1701: {
    message: "Agent does not exist",
    remediation: "Please, use `GET /agents?select=id,name` to find all available agents",
  },
  1707: {
    message: "Cannot send request, agent is not active",
    remediation: `Please, check non-active agents connection and try again. Visit ${DOCS}/registering/index.html and ${DOCS}/agents/agent-connection.html to obtain more information on registering and connecting agents`,
  },
  1750: {
    message: "Could not send restart command, active-response is disabled in the agent",
    remediation: "You can activate it in agents' `WAZUH_HOME/etc/ossec.conf`",
  },
} as const;
type Code = keyof typeof FAILURES;

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
      : // The manager's own is left out without a word (framework/wazuh/active_response.py:50, v4.14.7).
        [...new Set(list.split(","))].filter((id) => id !== "000");
  const sent: string[] = [];
  const failed = new Map<Code, string[]>();
  for (const id of ids) {
    const failure = failureOf(id, command, world);
    const message = JSON.stringify({
      version: 1,
      origin: { name: null, module: "framework" },
      command,
      parameters: { extra_args: args ?? [], alert: alert ?? {} },
    });
    if (failure) failed.set(failure, [...(failed.get(failure) ?? []), id]);
    else if (await world.send(id, message)) sent.push(id);
    else return problem(500, "Wazuh Internal Error", "queue/alerts/ar cannot be reached", 1014);
  }
  return json(result(sent, failed));
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

function failureOf(id: string, command: string, world: ApiWorld): Code | undefined {
  const agent = world.agents().find((one) => one.id === id);
  if (!agent) return 1701;
  if (agent.status !== "active") return 1707;
  if (world.disabled?.(id) === true) return 1750;
  if (command === "") return 1650;
  if (!command.startsWith("!") && !world.responses().includes(command)) return 1652;
  return undefined;
}

/** Failures by their numbers, agents by theirs; nothing sent and nothing failed is error 0 (framework/wazuh/core/results.py:578, 702, v4.14.7). */
function result(sent: readonly string[], failed: Map<Code, string[]>): object {
  const byNumber = (a: string, b: string): number => Number(a) - Number(b);
  const failures = [...failed]
    .sort(([a], [b]) => a - b)
    .map(([code, ids]) => ({
      error: { code, ...FAILURES[code] },
      id: [...ids].sort(byNumber),
    }));
  const all = failures.length === 0;
  const some = sent.length > 0;
  return {
    data: {
      affected_items: [...sent].sort(byNumber),
      total_affected_items: sent.length,
      total_failed_items: failures.reduce((sum, { id }) => sum + id.length, 0),
      failed_items: failures,
    },
    message: some
      ? `AR command was ${all ? "sent to all agents" : "not sent to some agents"}`
      : "AR command was not sent to any agent",
    error: all ? 0 : some ? 2 : 1,
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
