import { ApiDownError } from "../api/apiError";
import { tlsTransport } from "../api/transport";
import { WazuhApi, type AgentIds, type Command, type KnownAgent } from "../api/wazuhApi";
import { UsageError } from "../exit";
import type { GoodStack } from "../joined";
import { apiAccess } from "./apiAccess";
import { ManagerOverSsh } from "./overSsh";

/** The manager, whichever way it is reached. */
export interface Manager {
  /** `the API` or `SSH`. */
  readonly way: () => string;
  /** Every registered agent, without 000. */
  readonly agents: () => Promise<readonly KnownAgent[]>;
  /** Tells the agents to run a command. Success means sent, not done. */
  readonly send: (agents: AgentIds, command: Command) => Promise<void>;
}

/** Which way is wanted: the API with SSH behind it, or one of the two alone. */
export type Over = "api" | "ssh";

/**
 * The manager by its API, and over SSH where the API is down or the stack names none.
 * @param note hears why another way is gone.
 * @throws UsageError where the API alone is wanted and the stack says too little about it.
 */
export function managerOf(
  stack: GoodStack,
  over: Over | undefined,
  note: (line: string) => void,
): Manager {
  const { ssh, manager, api } = stack.input;
  const overSsh = new ManagerOverSsh(ssh, manager);
  const access = over === "ssh" ? undefined : apiAccess(api, process.env);
  if (access === undefined || "missing" in access) {
    const why = access?.missing ?? "SSH was asked for";
    if (over === "api") throw new UsageError(`--over api: ${why}`);
    if (access && api) note(`${why}; going over SSH to ${manager.name}`);
    return {
      way: () => "SSH",
      agents: () => overSsh.agents(),
      send: (to, what) => overSsh.send(to, what),
    };
  }
  const client = new WazuhApi(tlsTransport(access.url, access.trust), access.credentials);
  let down = false;
  const first = async <T>(byApi: () => Promise<T>, bySsh: () => Promise<T>): Promise<T> => {
    if (down) return bySsh();
    try {
      return await byApi();
    } catch (error) {
      if (!(error instanceof ApiDownError) || over === "api") throw error;
      down = true;
      note(`the API is down (${error.message}); going over SSH to ${manager.name}`);
      return bySsh();
    }
  };
  return {
    way: () => (down ? "SSH" : "the API"),
    agents: () =>
      first(
        () => client.agents(),
        () => overSsh.agents(),
      ),
    send: (to, what) =>
      first(
        () => client.send(to, what),
        () => overSsh.send(to, what),
      ),
  };
}
