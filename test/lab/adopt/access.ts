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

/** OpenSSH's own client, with a local port for each host: what stands in for a ProxyCommand or for `tsh ssh -L`. */
export function startForward(lab: Lab, dir: string, ports: ReadonlyMap<number, LabHost>): Beside {
  const bastion = lab.bastion as LabHost;
  const known = join(dir, "bastion_known_hosts");
  const name =
    bastion.port === 22 ? bastion.address : `[${bastion.address}]:${String(bastion.port)}`;
  writeFileSync(known, `${name} ${bastion.hostKey}\n`);
  const forwards = [...ports].flatMap(([port, { address, port: to }]) => [
    "-L",
    `127.0.0.1:${String(port)}:${address}:${String(to)}`,
  ]);
  const child = spawn(
    "ssh",
    [
      ...["-N", "-i", lab.key.privateKeyFile, "-o", `UserKnownHostsFile=${known}`],
      ...["-p", String(bastion.port), ...forwards, `root@${bastion.address}`],
    ],
    { stdio: "ignore" },
  );
  return {
    end: () => {
      child.kill();
    },
  };
}
