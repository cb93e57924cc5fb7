import type { Endpoint } from "./inputs";

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connect: connection refused",
  EHOSTUNREACH: "connect: no route to host",
  ENETUNREACH: "connect: network is unreachable",
  ECONNRESET: "read: connection reset by peer",
  ETIMEDOUT: "i/o timeout",
};

/** Says why a connection failed, in the official provider's words. */
export function dialReason(
  error: Error & { code?: string; level?: string },
  { host, port }: Pick<Endpoint, "host" | "port">,
): string {
  const known = error.code === undefined ? undefined : REASONS[error.code];
  if (known !== undefined) return `dial tcp ${host}:${String(port)}: ${known}`;
  if (error.code === "ENOTFOUND" || error.code === "EAI_AGAIN")
    return `dial tcp: lookup ${host}: no such host`;
  if (error.level === "client-timeout") return `dial tcp ${host}:${String(port)}: i/o timeout`;
  if (/host denied|verification failed/i.test(error.message))
    return "ssh: handshake failed: ssh: host key mismatch";
  if (error.level === "client-authentication")
    return "ssh: handshake failed: ssh: unable to authenticate, no supported methods remain";
  return `ssh: handshake failed: ${error.message}`;
}
