import * as pulumi from "@pulumi/pulumi";

import { keyText, type KeyInput } from "./keyText";
import { loginUser } from "../config/login";
import { hostInputsOf } from "../config/hostInputs";
import type { StackInput } from "../policy/model/stack";
import type { Connection, SshAccess } from "../components/connection";
import { SSH_PORT } from "../policy/model/keys/values";

/** How SSH logs in to every host of the stack: user, key, bastion; no address and no host key. */
export function sshAccess(ssh: StackInput["ssh"]): SshAccess {
  const key = privateKey(ssh, "ssh");
  return {
    user: loginUser(ssh),
    ...(key && { privateKey: key }),
    ...(ssh.privateKeyPassword && { privateKeyPassword: pulumi.secret(ssh.privateKeyPassword) }),
    ...(ssh.agentSocketPath && { agentSocketPath: ssh.agentSocketPath }),
    ...(ssh.dialErrorLimit !== undefined && { dialErrorLimit: ssh.dialErrorLimit }),
    ...(ssh.perDialTimeout !== undefined && { perDialTimeout: ssh.perDialTimeout }),
    ...(ssh.proxy && { proxy: bastion(ssh.proxy, ssh, key) }),
  };
}

/** Makes the connection of every host, always with its pinned host key, through the bastion where there is one. */
export function connectionsOf(input: StackInput): ReadonlyMap<string, Connection> {
  const access = sshAccess(input.ssh);
  return new Map(
    hostInputsOf(input).map((one) => [
      one.name,
      {
        ...access,
        user: loginUser(input.ssh, one),
        host: one.host,
        port: one.port ?? SSH_PORT,
        hostKey: one.hostKey,
      },
    ]),
  );
}

function bastion(
  proxy: NonNullable<StackInput["ssh"]["proxy"]>,
  { privateKeyPassword, agentSocketPath }: StackInput["ssh"],
  key: pulumi.Output<string> | undefined,
): Exclude<Awaited<Connection>, pulumi.Output<unknown>> {
  const own = privateKey(proxy, "ssh.proxy");
  const used = own ?? key;
  return {
    host: proxy.host,
    port: proxy.port ?? SSH_PORT,
    user: loginUser(proxy),
    hostKey: proxy.hostKey,
    ...(used && { privateKey: used }),
    ...(!own && privateKeyPassword && { privateKeyPassword: pulumi.secret(privateKeyPassword) }),
    ...(agentSocketPath && { agentSocketPath }),
  };
}

function privateKey(from: KeyInput, key: string): pulumi.Output<string> | undefined {
  const text = keyText(from, key);
  return text === undefined ? undefined : pulumi.secret(text);
}
