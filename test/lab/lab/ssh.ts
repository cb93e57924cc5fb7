import type { Lab, LabHost } from "../../../lab/labTypes";
import { runProgram, type Outcome } from "../../../lab/process";

const QUIET = [
  "-F",
  "none",
  "-o",
  "BatchMode=yes",
  "-o",
  "LogLevel=ERROR",
  "-o",
  "ConnectTimeout=5",
];

/** Runs a command over real SSH, as this process reaches the lab: with the lab's key and nothing of the machine's own. */
export function ssh(
  lab: Lab,
  host: LabHost,
  user: string,
  command: string,
  via?: LabHost,
): Promise<Outcome> {
  const pinned = (known: LabHost): string[] => [
    ...QUIET,
    "-i",
    lab.key.privateKeyFile,
    "-o",
    "UserKnownHostsFile=/dev/null",
    "-o",
    `KnownHostsCommand=/bin/echo ${known.address} ${known.hostKey}`,
  ];
  const proxy = via
    ? ["-o", `ProxyCommand=ssh ${pinned(via).map(quoted).join(" ")} -W %h:%p root@${via.address}`]
    : [];
  return runProgram("ssh", [...pinned(host), ...proxy, `${user}@${host.address}`, command]);
}

function quoted(word: string): string {
  return `'${word}'`;
}
