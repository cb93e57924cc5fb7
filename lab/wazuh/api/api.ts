import { randomUUID } from "node:crypto";

import { listAgents } from "./listAgents";
import { LIMITS, LoginGuard, requestCounter } from "./limits";
import { json, problem, type ApiAnswer, type ApiRequest } from "./message";
import { runCommand } from "./runCommand";
import { API_USERS, type ApiUser } from "./users";
import type { ApiWorld } from "./world";

type Endpoint = (request: ApiRequest, query: URLSearchParams, user: ApiUser) => Promise<ApiAnswer>;

const LOGIN = "/security/user/authenticate";

/** The stand-in of the REST API of 4.14: the few calls that active response needs, with their refusals. */
export function standInApi(world: ApiWorld): (request: ApiRequest) => Promise<ApiAnswer> {
  const limits = world.limits ?? LIMITS;
  const withinLimit = requestCounter(limits.requests);
  const guard = new LoginGuard(limits);
  const tokens = new Map<string, { user: ApiUser; until: number }>();
  const endpoints: Readonly<Record<string, Endpoint>> = {
    "GET /agents": (_, query) => Promise.resolve(listAgents(world.agents(), query)),
    "PUT /active-response": (request, query, user) =>
      user.mayCommand
        ? runCommand(request, query, world)
        : Promise.resolve(
            problem(403, "Permission Denied", "Permission denied: Resource type: agent:id:*", 4000),
          ),
  };

  const login = (request: ApiRequest, query: URLSearchParams): ApiAnswer => {
    if (guard.blocked(request.from, world.now()))
      return problem(403, "Permission Denied", "Limit of login attempts reached", 6000);
    const given = Buffer.from(
      /^Basic (\S+)$/.exec(request.headers["authorization"] ?? "")?.[1] ?? "",
      "base64",
    ).toString();
    const user = API_USERS.find(({ name, password }) => given === `${name}:${password}`);
    if (!user) {
      guard.failed(request.from, world.now());
      return problem(401, "Unauthorized", "Invalid credentials");
    }
    const token = randomUUID();
    tokens.set(token, { user, until: world.now() + limits.token });
    return query.get("raw") === "true"
      ? { status: 200, type: "text/plain", body: token }
      : json({ data: { token }, error: 0 });
  };

  return async (request) => {
    const [path = "", search = ""] = request.path.split("?");
    const query = new URLSearchParams(search);
    if (!withinLimit(world.now()))
      return problem(429, "Too Many Requests", "Maximum number of requests per minute", 6001);
    if (path === LOGIN) {
      return request.method === "POST" ? login(request, query) : problem(405, "Method Not Allowed");
    }
    const endpoint = endpoints[`${request.method} ${path}`];
    if (!endpoint) return problem(404, "Not Found", "404: Not Found");
    const bearer = /^Bearer (\S+)$/.exec(request.headers["authorization"] ?? "")?.[1];
    if (bearer === undefined)
      return problem(401, "Unauthorized", "No authorization token provided");
    const token = tokens.get(bearer);
    if (!token || token.until <= world.now()) return problem(401, "Unauthorized", "Invalid token");
    return endpoint(request, query, token.user);
  };
}
