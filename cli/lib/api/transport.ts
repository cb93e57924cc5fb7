import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { connect, type TLSSocket } from "node:tls";

import { within } from "../../../ssh/within";
import { ApiDownError, ApiTrustError } from "./apiError";

/** A request to the API. */
export interface Request {
  readonly method: "GET" | "PUT" | "POST";
  /** Path with query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Its answer. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Carries one request. @throws ApiDownError, ApiTrustError */
export type Transport = (request: Request) => Promise<Answer>;

/** How the API's certificate is trusted: by its own fingerprint, or by who signed it. There is no third way. */
export type Trust = { readonly certificate: string } | { readonly caFile: string };

/** Seconds without a byte after which the API counts as down. */
const PATIENCE = 10;

/** How much one answer may be. */
export interface Bounds {
  /** Seconds from the first packet to the last byte: one that drips is never silent for long. */
  readonly seconds: number;
  readonly bytes: number;
}

/** The largest answer, 500 agents, is some 100 KB, and takes a second on a slow manager. */
const BOUNDS: Bounds = { seconds: 30, bytes: 4 * 2 ** 20 };

/** Requests over TLS: nothing is sent before the certificate was looked at. */
export function tlsTransport(url: string, trust: Trust, bounds: Bounds = BOUNDS): Transport {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  return async (request) => {
    const opened: TLSSocket[] = [];
    const answer = async (): Promise<Answer> => {
      const at = Number(port === "" ? 443 : port);
      const socket = await trusted(host, at, trust, (begun) => opened.push(begun));
      return exchange(socket, host, request, bounds.bytes);
    };
    const late = (): Error =>
      new ApiDownError(`${host}: the answer was not complete within ${bounds.seconds} s`);
    try {
      return await within(bounds.seconds, answer(), late);
    } finally {
      for (const socket of opened) socket.destroy();
    }
  };
}

function trusted(
  host: string,
  port: number,
  trust: Trust,
  begun: (socket: TLSSocket) => void,
): Promise<TLSSocket> {
  const options =
    "caFile" in trust
      ? { ca: readFileSync(trust.caFile), rejectUnauthorized: true }
      : { rejectUnauthorized: false };
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    const socket = connect({
      host,
      port,
      servername: /^[\d.]+$|:/.test(host) ? "" : host,
      ...options,
    });
    begun(socket);
    socket.setTimeout(PATIENCE * 1000, () => {
      fail(new ApiDownError(`${host}:${port}: no answer in ${PATIENCE} s`));
    });
    socket.once("error", (error: NodeJS.ErrnoException) => {
      fail(
        /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(error.code ?? "")
          ? new ApiTrustError(
              `${host}:${port}: ${error.message}; its certificate is not signed by api.caFile; nothing was sent`,
            )
          : new ApiDownError(`${host}:${port}: ${error.message}`),
      );
    });
    socket.once("secureConnect", () => {
      if ("certificate" in trust) {
        const shown = socket.getPeerX509Certificate();
        if (!shown || !isSame(shown, trust.certificate)) {
          fail(
            new ApiTrustError(
              `${host}:${port}: presents the certificate ${shown?.fingerprint256 ?? "(none)"}, not the one in api.certificate; find out why before you change the stack; nothing was sent`,
            ),
          );
          return;
        }
      }
      resolve(socket);
    });
  });
}

function isSame(shown: X509Certificate, wanted: string): boolean {
  const bare = (print: string): string => print.replaceAll(":", "").toUpperCase();
  return bare(shown.fingerprint256) === bare(wanted);
}

function exchange(
  socket: TLSSocket,
  host: string,
  request: Request,
  most: number,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const down = (error: Error): void => {
      reject(new ApiDownError(`${host}: ${error.message}`));
    };
    const asked = httpRequest(
      {
        createConnection: () => socket,
        host,
        method: request.method,
        path: request.path,
        headers: { ...request.headers, connection: "close" },
      },
      (response) => {
        const parts: Buffer[] = [];
        let bytes = 0;
        response.on("data", (part: Buffer) => {
          bytes += part.length;
          if (bytes <= most) parts.push(part);
          else response.destroy(new Error(`the answer is longer than ${most} bytes`));
        });
        response.once("error", down);
        response.once("end", () => {
          const body = Buffer.concat(parts).toString("utf8");
          resolve({ status: response.statusCode ?? 0, body });
        });
      },
    );
    asked.once("error", down);
    socket.once("timeout", () => {
      down(new Error(`no answer in ${PATIENCE} s`));
    });
    asked.end(request.body);
  });
}
