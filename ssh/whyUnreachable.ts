import type { SshConfig } from "./connectionTo";

/**
 * Why a host could not be reached, and what to do: half a sentence that follows its name. Words that are not known here are
 * given as they are.
 * @param connected somebody took the connection.
 */
export function whyUnreachable(
  { message }: Error,
  { username, privateKey, agent, readyTimeout }: SshConfig,
  connected: boolean,
): string {
  if (/Host denied|verification failed/i.test(message))
    return "its host key is not the one that the stack pins; find out why before you change the stack (a rebuilt server shows a new one: active-response trust)";
  if (/authentication methods failed/.test(message) && !privateKey && !agent)
    return "there is no key to log in with; give ssh.privateKeyFile, ssh.privateKey as a secret, or an ssh-agent (ssh.agentSocketPath, or the environment's SSH_AUTH_SOCK)";
  if (/authentication methods failed/.test(message))
    return privateKey
      ? `refuses the key of user ${username}; give the right one with ssh.user and ssh.privateKeyFile, or add it to authorized_keys there`
      : `refuses every key of the ssh-agent for user ${username}; ssh-add the right one, or add one of them to authorized_keys there`;
  if (/no passphrase given/.test(message))
    return "the private key has a password; set ssh.privateKeyPassword as a secret, or give ssh.agentSocketPath instead of the key";
  if (/bad passphrase/.test(message))
    return "ssh.privateKeyPassword is not the password of the private key";
  if (/Cannot parse privateKey/.test(message))
    return "ssh.privateKey or ssh.privateKeyFile is not a valid private key";
  return silence(message, connected, (readyTimeout ?? 0) / 1000) ?? message;
}

/** What the system's own words for a host that cannot be talked to ask of its operator. */
function silence(message: string, connected: boolean, seconds: number): string | undefined {
  const limit = `within ${seconds} s (ssh.perDialTimeout)`;
  if (/waiting for handshake/.test(message) && !connected)
    return `no answer ${limit}; is the host on, isolated, or behind a firewall, and is its address in the stack right?`;
  // The limit is that of the whole way to a session: the host may have greeted.
  if (/waiting for handshake/.test(message))
    return `accepts the connection, and then nobody is logged in ${limit}; the host hangs, is very busy or far away, or something other than SSH listens there`;
  const code = /\b(E[A-Z_]{4,})\b/.exec(message)?.[1] ?? "";
  if (code === "ECONNREFUSED")
    return `no SSH listens there (${code}); start sshd, or fix host and port in the stack`;
  if (["EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT", "EHOSTDOWN"].includes(code))
    return `no answer (${code}); is the host on, and is its address in the stack right?`;
  if (["ENOTFOUND", "EAI_AGAIN"].includes(code))
    return `this name does not resolve (${code}); fix host in the stack, or write the address`;
  return undefined;
}
