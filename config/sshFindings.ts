import type { Finding } from "../policy/model/finding";
import type { StackInput } from "../policy/model/stack";

/** Two ways to log in where only one would be taken. Values are not printed: one may be the key itself. */
export function sshFindings({ ssh }: Pick<StackInput, "ssh">): Finding[] {
  const findings: Finding[] = [];
  const add = (path: string, reason: string, instead: string): void => {
    findings.push({ severity: "error", code: "ssh", path, value: "(given)", reason, instead });
  };
  const keys = { ssh, ...(ssh.proxy && { "ssh.proxy": ssh.proxy }) };
  for (const [path, { privateKey, privateKeyFile }] of Object.entries(keys))
    if (privateKey !== undefined && privateKeyFile !== undefined)
      add(
        `${path}.privateKeyFile`,
        "is not read: privateKey is given too",
        "leave one of them out",
      );
  if (ssh.agentSocketPath !== undefined && (ssh.privateKey ?? ssh.privateKeyFile) !== undefined)
    add(
      "ssh.agentSocketPath",
      "is never asked where there is a private key: Pulumi's provider tries the key alone",
      "leave the agent out, or the key (ssh.privateKeyFile, ssh.privateKey)",
    );
  return findings;
}
