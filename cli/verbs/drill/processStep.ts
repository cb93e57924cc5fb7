import type { Site } from "./site";
import { failed, passed, type Verdict } from "./step";

/** A harmless process of a listed name: sleep, copied. It ends by itself, and its folder goes with it, whatever becomes of us. */
export interface DrillProcess {
  readonly pid: string;
  readonly folder: string;
}

/** Seconds that the process lives if nobody ends it. */
const LIFE = 120;

const START = `read -r name
folder=$(mktemp -d /root/active-response-drill.XXXXXX)
cp /bin/sleep "$folder/$name"
setsid sh -c '"$1/$2" ${LIFE} & echo $! >"$1/pid"; wait; rm -rf "$1"' drill "$folder" "$name" >/dev/null 2>&1 </dev/null &
tries=0
until [ -s "$folder/pid" ]; do
  [ "$tries" -lt 300 ] || { echo "a copy of sleep was not started within 30 s" >&2; rm -rf "$folder"; exit 1; }
  sleep 0.1
  tries=$((tries + 1))
done
printf '%s %s\\n' "$(cat "$folder/pid")" "$folder"`;

// auditd's own record, where it runs; else the one that it would have written, so that the rest of the way is tried.
const RECORD = `[ -z "$(pidof auditd)" ] || { echo auditd; exit 0; }
mkdir -p /var/log/audit
cat >>/var/log/audit/audit.log
echo drill`;

const ALIVE = `read -r pid folder
case $(readlink "/proc/$pid/exe") in "$folder"/*) echo yes ;; *) echo no ;; esac`;

// Only that process: a number may have been given to another one meanwhile.
const END = `read -r pid folder
case $folder in /root/active-response-drill.*) ;; *) exit 1 ;; esac
case $(readlink "/proc/$pid/exe") in "$folder"/*) kill -9 "$pid" ;; esac
rm -rf "$folder"`;

/** Starts it. */
export async function startProcess(site: Site, name: string): Promise<DrillProcess> {
  const [pid = "", folder = ""] = (await site.onAgent(START, `${name}\n`)).trim().split(" ");
  return { pid, folder };
}

/** A process of a listed name is ended in time. */
export async function processIsKilled(
  site: Site,
  name: string,
  process: DrillProcess,
): Promise<Verdict> {
  const by = (
    await site.onAgent(RECORD, auditRecord(`${process.folder}/${name}`, name, process.pid))
  ).trim();
  const how = by === "auditd" ? "" : "; auditd does not run there, so the drill wrote its record";
  const gone = async (): Promise<boolean> => {
    return (await site.onAgent(ALIVE, `${process.pid} ${process.folder}\n`)).trim() === "no";
  };
  return (await site.until(gone))
    ? passed(`${name} (process ${process.pid}) was ended${how}`)
    : failed(
        `${name} (process ${process.pid}) still runs after ${site.within} s${how}; see active-responses.log on the agent, and auditctl -l for the key audit-wazuh-c`,
      );
}

/** Ends the process where it still runs, and removes its folder. */
export const endProcess = {
  script: END,
  input: ({ pid, folder }: DrillProcess): string => `${pid} ${folder}\n`,
};

/** What auditd writes about an execve. */
function auditRecord(path: string, name: string, pid: string): string {
  const id = `msg=audit(${(Date.now() / 1000).toFixed(3)}:${pid}):`;
  return [
    `type=SYSCALL ${id} arch=c000003e syscall=59 success=yes exit=0 a0=0 a1=0 a2=0 a3=0 items=2 ppid=1 pid=${pid} auid=0 uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=(none) ses=1 comm="${name.slice(0, 15)}" exe="${path}" key="audit-wazuh-c"`,
    `type=EXECVE ${id} argc=2 a0="${path}" a1="${LIFE}"`,
    `type=CWD ${id} cwd="/root"`,
    `type=PATH ${id} item=0 name="${path}" inode=1 dev=00:00 mode=0100755 ouid=0 ogid=0 rdev=00:00`,
    `type=PROCTITLE ${id} proctitle=00`,
    "",
  ].join("\n");
}
