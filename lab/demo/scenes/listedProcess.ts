import type { LabHost } from "../../labTypes";
import type { Scene } from "../stage";
import { within } from "../watch";

const NAME = "totally-not-malware";

/** A process of a listed name is killed; one whose name only contains it is not. */
export const listedProcess: Scene = {
  title: "A process on the kill list is killed, one with a similar name is not",
  async play({ lab, during, prove }) {
    const host = lab.host("nbg-2");
    const listed = await start(host, `/opt/${NAME}`);
    const neighbour = await start(host, `/opt/${NAME}-viewer`);
    await reportExec(host, `/opt/${NAME}-viewer`, neighbour);
    await reportExec(host, `/opt/${NAME}`, listed);
    const ended = await during(
      "auditd's record of both",
      within(60, async () => !(await runs(host, listed))),
    );
    prove(`${NAME} was killed`, ended, true);
    prove(`${NAME}-viewer still runs`, await runs(host, neighbour), true);
    await host.run(`kill ${neighbour}`);
  },
};

async function start(host: LabHost, path: string): Promise<string> {
  const made = `mkdir -p /opt && cp /bin/sleep ${path}`;
  const { stdout } = await host.run(`${made} && { ${path} 300 >/dev/null 2>&1 & echo $!; }`);
  return stdout.trim();
}

async function runs(host: LabHost, pid: string): Promise<boolean> {
  return (await host.run(`kill -0 ${pid}`)).code === 0;
}

/** Writes what auditd writes about an execve; the lab has no auditd of its own. */
async function reportExec(host: LabHost, path: string, pid: string): Promise<void> {
  const now = (Date.now() / 1000).toFixed(3);
  const name = path.slice(path.lastIndexOf("/") + 1).slice(0, 15);
  const lines = [
    `type=SYSCALL msg=audit(${now}:${pid}): arch=c000003e syscall=59 success=yes exit=0 a0=0 a1=0 a2=0 a3=0 items=2 ppid=1 pid=${pid} auid=0 uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=(none) ses=1 comm="${name}" exe="${path}" key="audit-wazuh-c"`,
    `type=EXECVE msg=audit(${now}:${pid}): argc=2 a0="${path}" a1="300"`,
    `type=CWD msg=audit(${now}:${pid}): cwd="/root"`,
    `type=PATH msg=audit(${now}:${pid}): item=0 name="${path}" inode=1 dev=00:00 mode=0100755 ouid=0 ogid=0 rdev=00:00`,
    `type=PROCTITLE msg=audit(${now}:${pid}): proctitle=00`,
  ];
  await host.run("cat >>/var/log/audit/audit.log", { input: `${lines.join("\n")}\n` });
}
