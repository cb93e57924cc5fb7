import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Lab, LabHost } from "../../lab/labTypes";
import { mustRun } from "../../lab/process";
import { rounded } from "../run/measure";

/** What one SSH connection costs that asks for nothing (`true`), in milliseconds of processor time at each end, and of wall time. */
export interface Connection {
  readonly client: number;
  readonly host: number;
  readonly wall: number;
}

/** The kernel counts in hundredths of a second: only many connections say something. */
const COUNT = 50;
/** Clock ticks a second in /proc, the same on every Linux of today. */
const TICKS = 100;

/** Processor time of what a program starts: user and system, then wall, in seconds. */
const TIMED = `my $start = time; my $code = system @ARGV; my $end = time;
  my (undef, undef, $user, $system) = times; printf "%.3f %.3f\\n", $user + $system, $end - $start; exit($code >> 8)`;

/** Connects by OpenSSH again and again, one after the other: key exchange, login by key, one command. */
export async function connectionOf(lab: Lab, host: LabHost): Promise<Connection> {
  const known = join(lab.dir, "connection-known");
  await writeFile(known, `${host.address} ${host.hostKey}\n`);
  const options = [
    "BatchMode=yes",
    `IdentityFile=${lab.key.privateKeyFile}`,
    `UserKnownHostsFile=${known}`,
  ];
  const ssh = [
    "ssh",
    "-F",
    "none",
    ...options.flatMap((one) => ["-o", one]),
    `root@${host.address}`,
    "true",
  ];
  await mustRun("perl", ["-MTime::HiRes=time", "-e", TIMED, ...ssh]);
  const before = await ticksOfSshd(host);
  let client = 0;
  let wall = 0;
  for (let done = 0; done < COUNT; done++) {
    const [cpu = NaN, took = NaN] = (
      await mustRun("perl", ["-MTime::HiRes=time", "-e", TIMED, ...ssh])
    )
      .trim()
      .split(" ")
      .map(Number);
    client += cpu;
    wall += took;
  }
  const server = ((await ticksOfSshd(host)) - before) / TICKS;
  const each = (seconds: number): number => rounded((seconds / COUNT) * 1000);
  return { client: each(client), host: each(server), wall: each(wall) };
}

/** Ticks that the connections of a host's sshd have taken so far: those of processes that have ended and were waited for. */
async function ticksOfSshd(host: LabHost): Promise<number> {
  const { stdout } = await host.run('cat "/proc/$(cat /run/sshd.pid)/stat"');
  const fields = stdout.split(") ").at(-1)?.split(" ") ?? [];
  return Number(fields[13]) + Number(fields[14]);
}
