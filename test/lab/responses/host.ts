import {
  execFileSync,
  spawn,
  spawnSync,
  type ChildProcess,
  type SpawnSyncReturns,
} from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { bytesOf } from "../../../policy/bundle/bundleFile";
import type { HostFile } from "../../../policy/model/hostFile";

/** A network, mount and process namespace with the files of an agent below /var/ossec; no daemon runs in it. */
export interface TestHost {
  /** Runs a command line of sh in it; throws where it fails. */
  readonly sh: (line: string) => string;
  /** The same on the other end of its only cable: the gateway 10.9.0.254, a manager at .200, others at .50 and .60. */
  readonly peer: (line: string) => string;
  /** Puts a file there. */
  readonly put: (path: string, content: string | Buffer, mode: string) => void;
  /** Runs a command in it with this standard input. */
  readonly run: (command: readonly string[], input: string) => SpawnSyncReturns<string>;
  /** Starts a command in it. */
  readonly start: (...command: string[]) => ChildProcess;
  /** Lines of active-responses.log since the last call. */
  readonly log: () => string[];
  readonly down: () => void;
}

const SETUP = `
  set -eu
  mount -t overlay -o "lowerdir=/var,upperdir=$1/upper,workdir=$1/work" overlay /var
  mount -t overlay -o "lowerdir=/etc,upperdir=$1/etc-upper,workdir=$1/etc-work" overlay /etc
  mount -t tmpfs -o mode=0755 none /run
  mkdir -p /var/ossec/active-response/bin /var/ossec/logs /var/ossec/etc
  ip link set lo up
  ip link add out type veth peer name far
  ip address add 10.9.0.1/24 dev out
  ip address add 2001:db8:9::1/64 dev out nodad
  ip link set out up
  unshare -n sleep infinity &
  echo $! >/var/peer
  until [ "$(readlink /proc/$!/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do :; done
  ip link set far netns $!
  nsenter -t $! -n sh -c '
    ip link set lo up
    for n in 50 60 200 254; do ip address add 10.9.0.$n/24 dev far; done
    ip address add 2001:db8:9::fe/64 dev far nodad
    ip link set far up'
  ip route add default via 10.9.0.254
  ip -6 route add default via 2001:db8:9::fe
  awk=$(readlink -f "$(command -v "$2")")
  ln -sfn "$awk" /etc/alternatives/awk
  [ "$(readlink -f /usr/bin/awk)" = "$awk" ] || mount --bind "$awk" /usr/bin/awk
  echo up
  exec sleep infinity`;

/**
 * Brings a host up with these files. Works below lab/enter.sh only.
 * @param awk the program that is `awk` there, whatever this machine has under that name.
 */
export async function upHost(files: readonly HostFile[], awk = "mawk"): Promise<TestHost> {
  const disk = process.env.WAZUH_LAB_DISK;
  if (disk === undefined) throw new Error("run this below bash lab/enter.sh");
  const folder = mkdtempSync(join(disk, "responses-"));
  for (const name of ["upper", "work", "etc-upper", "etc-work"]) mkdirSync(join(folder, name));
  const holder = spawn(
    "unshare",
    [
      "--net",
      "--mount",
      "--pid",
      "--fork",
      "--kill-child",
      "--mount-proc",
      "sh",
      "-c",
      SETUP,
      "up",
      folder,
      awk,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  await new Promise<void>((resolve, reject) => {
    holder.stdout.once("data", () => {
      resolve();
    });
    holder.once("exit", (code) => {
      reject(new Error(`the test host did not come up: ${code}`));
    });
  });
  const inner = readFileSync(`/proc/${holder.pid}/task/${holder.pid}/children`, "utf8").trim();
  const enter = ["-t", inner, "-n", "-m", "-p", "--wdns=/var/ossec"];
  const sh = (line: string): string =>
    execFileSync("nsenter", [...enter, "sh", "-c", line], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  const put = (path: string, content: string | Buffer, mode: string): void => {
    const copy = join(folder, "copy");
    writeFileSync(copy, content);
    sh(`mkdir -p "$(dirname ${path})" && install -m ${mode} ${copy} ${path}`);
  };
  for (const file of files) put(file.path, bytesOf(file), file.mode);
  let seen = 0;
  return {
    sh,
    put,
    peer: (line) => sh(`nsenter -t "$(cat /var/peer)" -n sh -c '${line}'`),
    run: (command, input) =>
      spawnSync("nsenter", [...enter, ...command], { encoding: "utf8", input }),
    start: (...command) =>
      spawn("nsenter", [...enter, ...command], { stdio: ["pipe", "pipe", "ignore"], env: {} }),
    log: () => {
      const lines = sh("cat logs/active-responses.log 2>/dev/null || :").split("\n").slice(0, -1);
      const fresh = lines.slice(seen);
      seen = lines.length;
      return fresh;
    },
    down: () => {
      holder.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
