import {
  createServer as createHttp,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo } from "node:net";

/** A request as a stand-in of a service saw it. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** HTTP status of the answer. */
  status: number;
}

/** What a stand-in answers. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** Beside the content type. @default none */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Certificate and key of a stand-in that speaks TLS, in PEM. */
export interface Tls {
  readonly cert: string;
  readonly key: string;
}

/** A stand-in of a service's API: a real server, whose answers come from `answer`. */
export class StandInServer {
  private constructor(
    private readonly server: Server,
    readonly port: number,
    readonly requests: SeenRequest[],
  ) {}

  /**
   * @param host address to listen at.
   * @param port 0 for a free one.
   */
  static async start(
    host: string,
    answer: (request: SeenRequest) => Answer,
    tls?: Tls,
    port = 0,
  ): Promise<StandInServer> {
    const requests: SeenRequest[] = [];
    const onRequest = (message: IncomingMessage, response: ServerResponse): void => {
      const parts: Buffer[] = [];
      message.on("data", (part: Buffer) => parts.push(part));
      message.on("end", () => {
        const seen: SeenRequest = {
          method: message.method ?? "",
          path: message.url ?? "",
          headers: Object.fromEntries(
            Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
          ),
          body: Buffer.concat(parts),
          status: 0,
        };
        const { status, body, headers } = answer(seen);
        seen.status = status;
        requests.push(seen);
        response.writeHead(status, { "content-type": "application/json", ...headers });
        response.end(body === undefined ? undefined : JSON.stringify(body));
      });
    };
    const server = tls ? createHttps(tls, onRequest) : createHttp(onRequest);
    await new Promise<void>((resolve) => server.listen(port, host, resolve));
    return new StandInServer(server, (server.address() as AddressInfo).port, requests);
  }

  /** `METHOD path` of every request, in order, since the last time it was asked. */
  asked(): string[] {
    return this.requests.splice(0).map(({ method, path }) => `${method} ${path}`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** User and password of a request's basic authentication. */
export function credentialsOf({ headers }: SeenRequest): string {
  return Buffer.from((headers["authorization"] ?? "").replace(/^Basic /, ""), "base64").toString();
}

/** The JSON of a request's body; undefined where it is none. */
export function jsonOf({ body }: SeenRequest): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
