import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { numberOf, type AccountFiles } from "./accounts";
import type { HostPlan } from "./hostPlan";
import type { KeyPair } from "./keys";
import { slowParts } from "./slowParts";

/** What the files of one host are made of. */
export interface HostFilesArgs {
  readonly plan: HostPlan;
  readonly all: readonly HostPlan[];
  readonly accounts: AccountFiles;
  readonly hostKey: KeyPair;
  /** Public half that may log in. */
  readonly labKey: string;
  /** Only this address may come in by SSH; undefined for all. */
  readonly sshFrom: string | undefined;
  /** Name of a user with `sudo -n`; undefined for none. */
  readonly sudoUser: string | undefined;
}

/** Writes what lies over the machine's files in one host: names, accounts, sshd. */
export function writeHostFiles(dir: string, args: HostFilesArgs): void {
  const { plan, accounts } = args;
  const users = ["root", args.sudoUser].filter((user) => user !== undefined);
  const put = (path: string, content: string, mode: number): void => {
    const file = join(dir, path);
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    writeFileSync(file, content, { mode });
    chownSync(file, 0, 0);
  };
  put("etc/passwd", accounts.passwd, 0o644);
  put("etc/group", accounts.group, 0o644);
  put("etc/shadow", accounts.shadow, 0o600);
  put("etc/hostname", `${plan.name}\n`, 0o644);
  put("etc/hosts", hostsFile(args.all), 0o644);
  put("etc/ssh/ssh_host_ed25519_key", args.hostKey.privateKey, 0o600);
  // Where docs and `trust` send people to compare it; the machine's own would be another.
  put("etc/ssh/ssh_host_ed25519_key.pub", `${args.hostKey.publicKey}\n`, 0o644);
  put("etc/ssh/lab_keys", `${args.labKey}\n`, 0o644);
  put("etc/ssh/lab_sshd_config", sshdConfig(users, args.sshFrom), 0o644);
  if (slowParts().includes("ssh")) put("etc/ssh/sshrc", "sleep 1\n", 0o644);
  if (args.sudoUser !== undefined) {
    put("etc/sudoers.d/lab", `${args.sudoUser} ALL=(ALL) NOPASSWD: ALL\n`, 0o440);
    const home = join(dir, "home", args.sudoUser);
    mkdirSync(home, { recursive: true, mode: 0o755 });
    const number = (file: string): number => numberOf(file, args.sudoUser ?? "") ?? 0;
    chownSync(home, number(accounts.passwd), number(accounts.group));
  }
}

function hostsFile(all: readonly HostPlan[]): string {
  const lines = all.map(({ address, name }) => `${address} ${name}`);
  return ["127.0.0.1 localhost", "::1 localhost", ...lines, ""].join("\n");
}

/** A server as Debian sets it up, but for where keys lie and that PAM is not asked (no sessions in a lab). */
function sshdConfig(users: readonly string[], from: string | undefined): string {
  return [
    "Port 22",
    "HostKey /etc/ssh/ssh_host_ed25519_key",
    "AuthorizedKeysFile /etc/ssh/lab_keys",
    "PermitRootLogin prohibit-password",
    "UsePAM no",
    "PidFile /run/sshd.pid",
    "AllowTcpForwarding yes",
    "Subsystem sftp internal-sftp",
    ...(from === undefined
      ? []
      : [`AllowUsers ${users.map((user) => `${user}@${from}`).join(" ")}`]),
    "",
  ].join("\n");
}
