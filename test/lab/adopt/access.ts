import { execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Lab, LabHost } from "../../../lab/labTypes";

/** What runs beside a test, until it is ended. */
export interface Beside {
  readonly end: () => void;
}

/** An ssh-agent that holds the lab's key. @returns its socket too */
export function startAgent(lab: Lab, dir: string): Beside & { readonly socket: string } {
  const socket = join(dir, "agent.sock");
  const said = execFileSync("ssh-agent", ["-s", "-a", socket], { encoding: "utf8" });
  const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(said)?.[1]);
  execFileSync("ssh-add", [lab.key.privateKeyFile], {
    env: { ...process.env, SSH_AUTH_SOCK: socket },
    stdio: "ignore",
  });
  return {
    socket,
    end: () => {
      process.kill(pid);
    },
  };
}

/**
 * What a user's ssh_config says of a fleet behind a bastion: hosts of the lab by a ProxyCommand, as a jump host or
 * `tsh proxy ssh` is written there. Every key is pinned, the bastion's too.
 * @returns the path of the file.
 */
export function sshConfig(lab: Lab, dir: string): string {
  const bastion = lab.bastion as LabHost;
  const [file, known] = [join(dir, "ssh_config"), join(dir, "known_hosts")];
  const hosts = [bastion, ...lab.hosts];
  writeFileSync(known, hosts.map(({ address, hostKey }) => `${address} ${hostKey}\n`).join(""));
  writeFileSync(
    file,
    [
      `Host ${lab.hosts.map(({ address }) => address).join(" ")}`,
      `  ProxyCommand ssh -F ${file} -W %h:%p ${bastion.address}`,
      "Host *",
      "  User root",
      `  IdentityFile ${lab.key.privateKeyFile}`,
      "  IdentitiesOnly yes",
      "  StrictHostKeyChecking yes",
      `  UserKnownHostsFile ${known}`,
      "",
    ].join("\n"),
  );
  return file;
}

/** OpenSSH's own client with local ports, until it is ended. @param forwards as `-L` takes them */
export function startForward(file: string, host: string, forwards: readonly string[]): Beside {
  const child = spawn(
    "ssh",
    [
      "-F",
      file,
      "-N",
      "-o",
      "ExitOnForwardFailure=yes",
      ...forwards.flatMap((f) => ["-L", f]),
      host,
    ],
    { stdio: "ignore" },
  );
  return {
    end: () => {
      child.kill();
    },
  };
}

/** Gives a host a certificate by an authority that is made here. @returns a known_hosts file that holds the authority alone */
export async function certify(host: LabHost, dir: string): Promise<string> {
  const ca = join(dir, "ca");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", ca]);
  const key = join(dir, `${host.name}.pub`);
  writeFileSync(key, `${host.hostKey}\n`);
  execFileSync("ssh-keygen", ["-q", "-s", ca, "-h", "-I", host.name, "-n", host.address, key]);
  const cert = execFileSync("cat", [join(dir, `${host.name}-cert.pub`)], { encoding: "utf8" });
  await host.run("cat >/etc/ssh/ssh_host_ed25519_key-cert.pub", { input: cert });
  await host.run(
    "echo HostCertificate /etc/ssh/ssh_host_ed25519_key-cert.pub >>/etc/ssh/lab_sshd_config",
  );
  await host.stopSsh();
  await host.startSsh();
  const known = join(dir, "authority");
  const authority = execFileSync("cat", [`${ca}.pub`], { encoding: "utf8" });
  writeFileSync(known, `@cert-authority * ${authority}`);
  return known;
}
