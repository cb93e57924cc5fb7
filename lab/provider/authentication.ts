import { connect } from "node:net";

import { utils, type ConnectConfig, type ParsedKey } from "ssh2";

import type { Endpoint } from "./inputs";

/**
 * How a connection proves who it is and whom it expects: everything that can be wrong before a packet is sent.
 * @throws Error for a key, a host key or an agent that cannot be used; trying again would not help.
 */
export async function authentication(
  endpoint: Endpoint,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<ConnectConfig> {
  const { password, privateKey, privateKeyPassword } = endpoint;
  if (privateKey !== undefined) checkPrivateKey(privateKey, privateKeyPassword);
  const agent = endpoint.agentSocketPath ?? (environment["SSH_AUTH_SOCK"] || undefined);
  if (agent !== undefined) await checkAgent(agent);
  return {
    username: endpoint.user,
    ...(endpoint.hostKey !== undefined && pinned(endpoint.hostKey)),
    ...(privateKey !== undefined && { privateKey }),
    ...(privateKeyPassword !== undefined && { passphrase: privateKeyPassword }),
    ...(password !== undefined && { password, tryKeyboard: true }),
    // Its library tries each method once, and a key and an agent are one method: the agent must be there, and is not asked.
    ...(agent !== undefined && privateKey === undefined && { agent }),
    authHandler: [
      "none",
      ...(privateKey !== undefined ? (["publickey"] as const) : []),
      ...(password !== undefined ? (["password", "keyboard-interactive"] as const) : []),
      ...(agent !== undefined && privateKey === undefined ? (["agent"] as const) : []),
    ],
  };
}

function pinned(line: string): Pick<ConnectConfig, "hostVerifier" | "algorithms"> {
  const key = utils.parseKey(line);
  if (key instanceof Error) throw new Error("failed to parse host key: ssh: no key found");
  const wanted = firstOf(key);
  return {
    // Only the pinned kind is asked for: otherwise a host would show another of its keys, which is no match.
    algorithms: { serverHostKey: [wanted.type] },
    hostVerifier: (offered: Buffer) => offered.equals(wanted.getPublicSSH()),
  };
}

function checkPrivateKey(text: string, password: string | undefined): void {
  const key = utils.parseKey(text, password);
  if (!(key instanceof Error)) return;
  if (password === undefined && /encrypted/i.test(key.message))
    throw new Error("ssh: this private key is passphrase protected");
  if (/decrypt|integrity|passphrase/i.test(key.message))
    throw new Error("x509: decryption password incorrect");
  throw new Error("ssh: no key found");
}

function checkAgent(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve();
    });
    socket.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "ENOENT" ? "no such file or directory" : error.message;
      reject(new Error(`dial unix ${path}: connect: ${reason}`));
    });
  });
}

// The declared type says one key; a file with several gives a list.
function firstOf(key: ParsedKey | ParsedKey[]): ParsedKey {
  const first = Array.isArray(key) ? key[0] : key;
  if (!first) throw new Error("failed to parse host key: ssh: no key found");
  return first;
}
