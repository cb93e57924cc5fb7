import { decisionRule } from "../policy/services/logCollection/decisionRule";
import { UNKNOWN_ADDRESS, type Host, type Role } from "../policy/model/fleet";
import type {
  WrittenEntry,
  WrittenFleet,
  WrittenHost,
  WrittenPolicy,
  WrittenResponse,
} from "../policy/model/written";
import { isFillIn } from "./fillIns";
import type { HostInput, ServerInput, StackInput } from "../policy/model/stack";
import { printPath } from "./shapeFindings";
import { SSH } from "../policy/model/keys/ssh";

/** The fleet as it is written, with the servers whose address is not known yet. */
export function writtenFleet(input: StackInput, servers: readonly ServerInput[]): WrittenFleet {
  return {
    master: { ...host(input.manager, "master"), ...adopted(input, input.manager) },
    workers: (input.workers ?? []).map((worker) => ({
      ...host(worker, "worker"),
      ...adopted(input, worker),
    })),
    agents: [...input.agents.map((agent) => host(agent, "agent")), ...servers.map(serverHost)].map(
      (agent) => releasedFirst(input, agent),
    ),
    ...(input.ssh.proxy && { bastion: input.ssh.proxy.host }),
    ...accounts(input.ssh),
    ...(input.stack && input.stack.role !== "all" && { partial: true }),
  };
}

/** The policy as it is written, without what is still to be given. */
export function writtenPolicy(input: StackInput): WrittenPolicy {
  const {
    responses,
    rules = [],
    logs,
    mode,
    managerRules,
    ignoreWindow,
    provenance,
    neverBlock,
    hostWhitelist,
  } = input;
  return {
    whitelist: whitelist(input),
    responses: responses.map(writtenResponse),
    rules: [
      ...rules,
      ...(logs?.decisionRule === undefined ? [] : [decisionRule(logs.decisionRule)]),
    ],
    ...(logs?.groups?.length && { logGroups: logs.groups }),
    ...(logs?.forward && !isFillIn(logs.forward.to) && { forward: logs.forward }),
    ...(mode && { mode }),
    ...(managerRules && { managerRules }),
    ...(ignoreWindow && { ignoreWindow }),
    ...(provenance && { provenance }),
    ...(neverBlock && { neverBlock }),
    ...(hostWhitelist && {
      hostWhitelist: hostWhitelist.filter(({ address }) => !isFillIn(address)),
    }),
  };
}

/** As whom SSH logs in, where that is not root. */
function accounts({ user, proxy }: StackInput["ssh"]): Pick<WrittenFleet, "accounts"> {
  const names = [user, proxy?.user].flatMap((name) =>
    name === undefined || name === SSH.user ? [] : [name],
  );
  return names.length > 0 ? { accounts: [...new Set(names)] } : {};
}

function adopted({ adopt }: StackInput, { name }: HostInput): Pick<Host, "adopt"> {
  const texts = adopt?.[name];
  return texts ? { adopt: texts } : {};
}

function releasedFirst({ rollout }: StackInput, agent: WrittenHost): WrittenHost {
  return rollout?.releaseFirst?.includes(agent.name) ? { ...agent, releaseFirst: true } : agent;
}

function writtenResponse(response: StackInput["responses"][number]): WrittenResponse {
  if (!("allow" in response)) return response;
  const allow = response.allow
    .map((one, i) => ({ ...one, source: printPath(["allow", i]) }))
    .filter(({ to }) => !isFillIn(to));
  return { ...response, allow };
}

function whitelist(input: StackInput): WrittenEntry[] {
  return Object.entries(input.whitelist ?? {}).flatMap(([part, entries]) =>
    entries
      .map((entry, i) => ({
        ...entry,
        ...(part !== "common" && { location: part }),
        source: printPath(["whitelist", part, i]),
      }))
      .filter((entry) => !isFillIn(entry.address)),
  );
}

/** What is known of a Hetzner server before anyone asked Hetzner. */
export function serverHost(server: ServerInput): WrittenHost {
  return {
    name: server.name,
    role: "agent",
    address: UNKNOWN_ADDRESS,
    ...(server.kind === "create" && { location: server.location }),
    ...(server.labels && { labels: server.labels }),
    ...(server.addresses && { addresses: server.addresses }),
  };
}

function host(input: HostInput, role: Role): WrittenHost {
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
