import type { AgentSystem } from "../agent/system";
import { json, problem, type ApiAnswer } from "./message";

/** An agent, as GET /agents shows it. */
export interface AgentView {
  readonly id: string;
  readonly name: string;
  readonly ip?: string;
  readonly status: "active" | "disconnected" | "never_connected" | "pending";
  /** `Wazuh v4.14.7`; missing for an agent that never connected. */
  readonly version?: string;
  /** Missing for an agent that never connected. */
  readonly os?: AgentSystem;
}

/** What \`select\` may name of these; the real one has more. */
const FIELDS =
  /^(?:id|name|ip|status|version|os\.(?:arch|codename|major|minor|name|platform|uname|version))$/;

const KNOWN = ["select", "limit", "offset", "name", "agents_list", "status", "pretty", "sort"];
/** Agents in one answer: without `limit`, and at most. */
const LIMIT = { default: 500, most: 100_000 };

/** GET /agents: `select`, `limit`, `offset`, `name`, `agents_list` and `status` as the real one takes them. */
export function listAgents(agents: readonly AgentView[], query: URLSearchParams): ApiAnswer {
  const strange = [...query.keys()].find((key) => !KNOWN.includes(key));
  if (strange !== undefined)
    return problem(400, "Bad Request", `Extra query parameter(s) ['${strange}'] not in spec`);
  const limit = Number(query.get("limit") ?? LIMIT.default);
  const offset = Number(query.get("offset") ?? 0);
  if (!(limit >= 1 && limit <= LIMIT.most) || !(offset >= 0))
    return problem(400, "Bad Request", "limit or offset is out of range");
  const list = (key: string): string[] | undefined => query.get(key)?.split(",");
  const [ids, states, name] = [list("agents_list"), list("status"), query.get("name")];
  const matching = agents.filter(
    (agent) =>
      (ids?.includes(agent.id) ?? true) &&
      (states?.includes(agent.status) ?? true) &&
      (name === null || agent.name === name),
  );
  const fields = list("select");
  const wrong = fields?.find((field) => !FIELDS.test(field));
  if (wrong !== undefined)
    return problem(400, "Bad Request", `Not a valid select field: ${wrong}`, 1724);
  const shown = matching
    .slice(offset, offset + limit)
    .map((agent) => (fields ? selected(agent, new Set(["id", ...fields])) : agent));
  return json({
    data: {
      affected_items: shown,
      total_affected_items: matching.length,
      total_failed_items: 0,
      failed_items: [],
    },
    message: "All selected agents information was returned",
    error: 0,
  });
}

/** Only these fields; \`os.platform\` stands inside of \`os\`. */
function selected(agent: AgentView, fields: ReadonlySet<string>): Record<string, unknown> {
  const only = (map: object, prefix: string): Record<string, unknown> =>
    Object.fromEntries(Object.entries(map).filter(([key]) => fields.has(prefix + key)));
  const os = only(agent.os ?? {}, "os.");
  return { ...only(agent, ""), ...(Object.keys(os).length > 0 && { os }) };
}
