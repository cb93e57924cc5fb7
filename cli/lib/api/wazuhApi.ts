import { activeResponseCall, type AgentIds, type Command } from "./activeResponse";
import { readAgents, readOutcome, readToken, tryParse, type KnownAgent } from "./answers";
import { apiError, ApiDownError, inShort } from "./apiError";
import type { Answer, Request, Transport } from "./transport";

export type { AgentIds, Command } from "./activeResponse";
export type { KnownAgent } from "./answers";

/** Who logs in. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Time, so that tests need not wait. */
export interface Clock {
  /** Seconds. */
  readonly now: () => number;
  readonly sleep: (seconds: number) => Promise<void>;
}

const REAL_CLOCK: Clock = {
  now: () => Date.now() / 1000,
  sleep: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
};

/** Seconds after which a token is renewed; it is good for 900. */
const TOKEN_AGE = 840;
/** Seconds between tries after 429; together more than the minute that the API counts in. */
const BACK_OFF = [1, 2, 4, 8, 16, 32];
const PAGE = 500;

/** The longest list that is read: far more agents than a manager can have, and seconds for all of its pages. */
const LIST = { agents: 200_000, seconds: 120 };

/** The REST API of a manager. Source of what it does: wazuh-facts, section 7. */
export class WazuhApi {
  private token: { readonly text: string; readonly since: number } | undefined;

  constructor(
    private readonly transport: Transport,
    private readonly credentials: Credentials,
    private readonly clock: Clock = REAL_CLOCK,
  ) {}

  /** Every registered agent, without the manager's own 000. @throws ApiError, ApiDownError, ApiTrustError */
  async agents(): Promise<KnownAgent[]> {
    const all = new Map<string, KnownAgent>();
    const begun = this.clock.now();
    for (let offset = 0; ;) {
      const path = `/agents?select=id,name,ip,status,version,os.platform&limit=${PAGE}&offset=${offset}`;
      const { agents, total } = readAgents(await this.call({ method: "GET", path, headers: {} }));
      const before = all.size;
      for (const agent of agents) all.set(agent.id, agent);
      offset += agents.length;
      if (agents.length === 0 || offset >= total) break;
      // A page that has nobody new, or a list that never ends, is not a list of a manager.
      if (all.size === before || all.size > LIST.agents || this.clock.now() - begun > LIST.seconds)
        throw new ApiDownError(`its list of agents does not end: ${all.size} after ${offset}`);
    }
    return [...all.values()].filter(({ id }) => id !== "000");
  }

  /**
   * Sends a command to these agents. Success means sent, not done: ask for a proof.
   * @throws ApiError naming the first agent that it was not sent to, and why.
   */
  async send(agents: AgentIds, command: Command): Promise<void> {
    const outcome = readOutcome(await this.call(activeResponseCall(agents, command)));
    const [failed] = outcome.failed_items;
    if (failed) {
      throw apiError(failed.error.code, failed.error.message, `agent ${failed.id.join(", ")}`);
    }
    const missing = agents.filter((id) => !outcome.affected_items.includes(id));
    if (missing.length > 0)
      throw apiError(1701, "not in the answer", `agent ${missing.join(", ")}`);
  }

  private async call(request: Request): Promise<Answer> {
    const answer = await this.authorized(request);
    if (answer.status !== 200) throw refusal(answer);
    return answer;
  }

  private async authorized(request: Request): Promise<Answer> {
    const answer = await this.patient(await this.withToken(request));
    if (answer.status !== 401 || !this.token) return answer;
    // The manager may have been restarted, or the token revoked: once more with a new one.
    this.token = undefined;
    return this.patient(await this.withToken(request));
  }

  private async withToken(request: Request): Promise<Request> {
    const now = this.clock.now();
    if (!this.token || now - this.token.since >= TOKEN_AGE) {
      this.token = { text: await this.logIn(), since: now };
    }
    return {
      ...request,
      headers: { ...request.headers, authorization: `Bearer ${this.token.text}` },
    };
  }

  private async logIn(): Promise<string> {
    const { user, password } = this.credentials;
    const basic = Buffer.from(`${user}:${password}`).toString("base64");
    const answer = await this.patient({
      method: "POST",
      path: "/security/user/authenticate",
      headers: { authorization: `Basic ${basic}` },
    });
    if (answer.status !== 200) throw refusal(answer);
    return readToken(answer);
  }

  private async patient(request: Request): Promise<Answer> {
    for (const seconds of BACK_OFF) {
      const answer = await this.transport(request);
      if (answer.status !== 429) return answer;
      await this.clock.sleep(seconds);
    }
    return this.transport(request);
  }
}

function refusal({ status, body }: Answer): Error {
  const parsed = tryParse(body);
  const { error, detail, title } = (
    typeof parsed === "object" && parsed !== null ? parsed : {}
  ) as Record<string, unknown>;
  const words = detail ?? title ?? body;
  const said = typeof words === "string" ? words : JSON.stringify(words);
  if (status >= 500) return new ApiDownError(`the API answers ${status}: ${inShort(said)}`);
  return apiError(typeof error === "number" && error !== 0 ? codeOf(error) : status, said);
}

/** 6001 and 429 are one thing. */
function codeOf(error: number): number {
  return error === 6001 ? 429 : error;
}
