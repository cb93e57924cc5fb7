import { StandInServer, type Answer, type SeenRequest } from "../services/standInServer";
import { nowhere, type MachineOf } from "./machine";
import { Project } from "./project";
import { RateLimit } from "./rateLimit";
import { Refusal, type Code } from "./refusal";
import { route } from "./routes";

/** How {@link HetznerApi} is started. */
export interface HetznerApiOptions {
  /** Text that is taken as the token of the project. */
  readonly token: string;
  /** What stands behind a server. @default nothing: its address answers to nobody */
  readonly machineOf?: MachineOf;
  /** @default a free one */
  readonly port?: number;
}

/**
 * Hetzner's Cloud API in the lab: a real HTTP server with the shapes of its public schema, for whatever takes
 * `HCLOUD_ENDPOINT`. It is a stand-in, and says so in the header `server` of every answer; lab/hetzner/README.md names what it
 * repeats of which source, and what it does not do.
 */
export class HetznerApi {
  readonly project: Project;
  readonly limit = new RateLimit();
  private readonly instead: { readonly of: RegExp; readonly say: Refusal | object }[] = [];

  private constructor(
    readonly token: string,
    machineOf: MachineOf,
    private http?: StandInServer,
  ) {
    this.project = new Project(machineOf);
  }

  /** Listens on the loopback address. */
  static async start(options: HetznerApiOptions): Promise<HetznerApi> {
    const made = new HetznerApi(options.token, options.machineOf ?? nowhere);
    made.http = await StandInServer.start(
      "127.0.0.1",
      (request) => made.answer(request),
      undefined,
      options.port,
    );
    return made;
  }

  /** For `HCLOUD_ENDPOINT`. */
  get endpoint(): string {
    return `http://127.0.0.1:${this.http?.port ?? 0}/v1`;
  }

  /** `METHOD path` of every request since the last time. */
  requests(): string[] {
    return this.http?.asked() ?? [];
  }

  /** Refuses the next request whose method and path match, once: as a location without room does. */
  refuseOnce(of: RegExp, code: Code, message: string): void {
    this.instead.push({ of, say: new Refusal(code, message) });
  }

  /** Answers the next such request with a body and does nothing. */
  pretendOnce(of: RegExp, body: object): void {
    this.instead.push({ of, say: body });
  }

  async stop(): Promise<void> {
    await this.http?.stop();
  }

  private answer(request: SeenRequest): Answer {
    const { status, body } = this.answered(request);
    const headers = { ...this.limit.headers(), server: "stand-in-of-the-lab" };
    return { status, headers, ...(body && { body }) };
  }

  private answered({ method, path, headers, body }: SeenRequest): {
    status: number;
    body?: object;
  } {
    try {
      if (headers["authorization"] !== `Bearer ${this.token}`)
        throw new Refusal("unauthorized", "unable to authenticate");
      this.limit.take();
      const url = new URL(path, "http://lab");
      const at = this.instead.findIndex(({ of }) => of.test(`${method} ${url.pathname}`));
      const [instead] = at < 0 ? [] : this.instead.splice(at, 1);
      if (instead?.say instanceof Refusal) throw instead.say;
      if (instead) return { status: 201, body: instead.say };
      // As the wire has it: nothing of the project itself gets out.
      return structuredClone(route(this.project, method, url, read(body)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, body: error.body };
    }
  }
}

function read(body: Buffer): object {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString()) as object;
  } catch {
    throw new Refusal("json_error", "invalid JSON in request");
  }
}
