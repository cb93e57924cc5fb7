import { INTERPRETERS } from "../../interpreters";
import { message, play } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles } from "./policy";

describe.each(INTERPRETERS)("kill-malicious-process.sh with %s", (_name, shell, awk) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await upHost(agentFiles(), awk);
    host.sh(
      "mkdir -p /var/bin; for name in xmrig other totally-not-malware totally-not-malicious; do cp /bin/sleep /var/bin/$name; done",
    );
    host.sh("mkdir -p /var/ossec/bin; cp /bin/sleep /var/ossec/bin/xmrig");
  });
  afterAll(() => {
    host.down();
  });

  /** Starts a command in the background; gives its process number. */
  const run = (line: string): string => host.sh(`${line} >/dev/null 2>&1 & echo $!`).trim();
  const alive = (pid: string): boolean =>
    host.sh(`grep -qs '^State:.[RSDT]' /proc/${pid}/status && echo yes || :`).trim() === "yes";
  const named = async (pid: string, name: string): Promise<void> => {
    const end = performance.now() + 60_000;
    while (!host.sh(`readlink /proc/${pid}/exe; cat /proc/${pid}/comm`).includes(name)) {
      if (performance.now() > end) throw new Error(`${name} did not start`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const kill = async (data: unknown): Promise<{ why: string; code: number | null; ms: number }> => {
    host.log();
    const { code, said, ms } = await play(
      host,
      shell,
      "kill-malicious-process.sh",
      message("add", data, "100050"),
      "continue",
    );
    expect(said).toBe("");
    const own = host.log().map(
      (line) =>
        JSON.parse(line.slice(line.indexOf("{"))) as {
          command?: string;
          active_response?: { decision: string; why: string };
        },
    );
    const last = own.find(({ command }) => command === undefined)?.active_response;
    return { code, ms, why: `${last?.decision}: ${last?.why}` };
  };

  it("kills by file name every process of the entry, within a second, and nothing else", async () => {
    const wanted = [run("/var/bin/xmrig 100"), run("/var/bin/xmrig 100")];
    const other = run("/var/bin/other 100");
    await named(other, "other");
    const { code, why, ms } = await kill({ audit: { exe: "/var/bin/xmrig", pid: wanted[1] } });
    expect(wanted.map(alive)).toEqual([false, false]);
    expect(alive(other)).toBe(true);
    expect({ code, why }).toEqual({
      code: 0,
      why: `killed: processes ${wanted[1]} ${wanted[0]}; left alone: none`,
    });
    expect(ms).toBeLessThan(1000);
    host.sh(`kill ${other}`);
  });

  it("kills what ignores TERM, with its binary deleted, and logs for rule 657", async () => {
    host.sh("cp /bin/dash /var/bin/shell; mkdir -p /var/gone; cp /bin/dash /var/gone/xmrig");
    const pid = run(`/var/gone/xmrig -c 'trap "" TERM; while :; do read -r x </dev/zero; done'`);
    await named(pid, "gone/xmrig");
    host.sh("rm /var/gone/xmrig");
    host.log();
    const played = await play(
      host,
      shell,
      "kill-malicious-process.sh",
      message("add", { process: { name: "xmrig" } }),
      "continue",
    );
    expect(played.ms).toBeLessThan(1000);
    expect(alive(pid)).toBe(false);
    const log = host.log();
    expect(log[0]).toContain('"command":"add","parameters":');
    expect(log[1]).toContain('"decision":"killed"');
  });

  it("kills a script by its name, and tells a long name from one that begins alike", async () => {
    host.sh(
      "printf '#!/bin/sh\\nread x </dev/zero\\n' >/var/bin/script; chmod +x /var/bin/script; mkdir -p /var/s; cp /var/bin/script /var/s/totally-not-malware; cp /var/bin/script /var/s/totally-not-malicious",
    );
    const wanted = run("/var/s/totally-not-malware");
    const alike = run("/var/s/totally-not-malicious");
    await named(wanted, "totally-not-mal");
    await named(alike, "totally-not-mal");
    const { why } = await kill({ audit: { command: "totally-not-mal" } });
    expect(alive(wanted)).toBe(false);
    expect(alive(alike)).toBe(true);
    expect(why).toBe(`killed: processes ${wanted}; left alone: ${alike} (another program now)`);
    host.sh(`kill ${alike}`);
  });

  it("takes a path on the list as that path only", async () => {
    host.sh("cp /bin/sleep /tmp/evil; cp /bin/sleep /var/bin/evil");
    const wanted = run("/tmp/evil 100");
    const elsewhere = run("/var/bin/evil 100");
    await named(wanted, "/tmp/evil");
    await named(elsewhere, "/var/bin/evil");
    await kill({ audit: { exe: "/tmp/evil" } });
    host.sh("rm /tmp/evil");
    expect([alive(wanted), alive(elsewhere)]).toEqual([false, true]);
    host.sh(`kill ${elsewhere}`);
  });

  it.each([
    [{ audit: { exe: "/usr/bin/other" } }, "refused: not on the list"],
    [
      { audit: { exe: "/bin/sleep", pid: "1" }, process: { name: "sshd" } },
      "refused: not on the list",
    ],
    [{ audit: { exe: "xmrig*" } }, "refused: not on the list"],
    [{ audit: { exe: "xmrig\nother" } }, "refused: not on the list"],
    [{ audit: { exe: ["xmrig"] } }, "refused: not on the list"],
    [{ srcip: "xmrig" }, "refused: not on the list"],
    [{ data: { audit: { exe: "xmrig" } } }, "refused: not on the list"],
    [
      { audit: { exe: "/x/xmrig", pid: "1; reboot" } },
      "not found: no such process now; the alert named /x/xmrig, process -; left alone: ",
    ],
  ])("leaves all alone on %j", async (data, expected) => {
    const other = run("/var/bin/other 100");
    expect((await kill(data)).why).toBe(expected);
    expect(alive(other)).toBe(true);
    host.sh(`kill ${other}`);
  });

  it("does not kill a process that got the alert's number, nor number 1, nor Wazuh's", async () => {
    const other = run("/var/bin/other 100");
    // In this host's own mounts: no folder of the machine is touched.
    host.sh(`mount --bind /bin/sleep /usr/sbin/sshd; mkdir -p /var/link; ln -sf /usr/sbin/sshd /var/link/xmrig
        mount -t tmpfs none /usr/lib/systemd; cp /bin/sleep /usr/lib/systemd/xmrig`);
    const never = ["/var/ossec/bin", "/var/link", "/usr/lib/systemd"].map((folder) =>
      run(`${folder}/xmrig 100`),
    );
    for (const pid of never) await named(pid, "xmrig");
    const { why } = await kill({ audit: { exe: "/x/xmrig", pid: other } });
    expect([other, ...never, "1"].map(alive)).toEqual([true, true, true, true, true]);
    const left = never.map((pid) => `, ${pid} (never killed: of Wazuh, sshd or the system)`);
    expect(why).toBe(
      `not found: no such process now; the alert named /x/xmrig, process ${other}; left alone: ${other} (another program now)${left.join("")}`,
    );
    expect((await kill({ audit: { exe: "/x/xmrig", pid: "1" } })).why).toContain("not found");
    host.sh(`kill ${other} ${never.join(" ")}; umount -l /usr/sbin/sshd /usr/lib/systemd`);
  });

  it.each([
    [
      "in a folder that is called sshd",
      "mkdir -p /var/sshd; cp /bin/sleep /var/sshd/xmrig",
      "/var/sshd/xmrig",
      "",
    ],
    [
      "with a path of sshd, Wazuh or systemd in mounts of its own",
      ":",
      "/usr/local/sshd/xmrig",
      "mount -t tmpfs none /usr/local; mkdir /usr/local/sshd; cp /bin/sleep /usr/local/sshd/xmrig;",
    ],
    [
      "that says it is the real sshd, in mounts of its own",
      "mkdir -p /var/link; ln -sf /usr/sbin/sshd /var/link/xmrig; cp /bin/sleep /var/miner",
      "/var/link/xmrig",
      "mount --bind /var/miner /usr/sbin/sshd;",
    ],
    [
      "whose file is called as if it were deleted",
      "mkdir -p /var/d; cp /bin/sleep '/var/d/xmrig (deleted)'",
      "'/var/d/xmrig (deleted)'",
      "",
    ],
    [
      "whose file is called so, and is",
      "mkdir -p /var/d; cp /bin/sleep '/var/d/xmrig (deleted)'",
      "'/var/d/xmrig (deleted)'",
      "rm-after",
    ],
  ])("kills a program %s", async (_what, before, program, within) => {
    host.sh(before);
    const apart = within !== "" && within !== "rm-after";
    const pid = apart
      ? run(`unshare -m sh -c "${within} exec ${program} 100"`)
      : run(`${program} 100`);
    await named(pid, "xmrig");
    if (within === "rm-after") host.sh(`rm ${program}`);
    const { why, code } = await kill({ audit: { exe: "/x/xmrig", pid } });
    expect({ why: why.replace(/; left alone: .*/, ""), code }).toEqual({
      why: `killed: processes ${pid}`,
      code: 0,
    });
    expect(alive(pid)).toBe(false);
  });

  it("lets execd go on within two seconds while a child ends 1,500 processes", async () => {
    const count = (): number =>
      Number(host.sh("ls -l /proc/[0-9]*/exe 2>/dev/null | grep -c '> /var/many/xmrig$' || :"));
    host.sh(
      "mkdir -p /var/many; cp /bin/sleep /var/many/xmrig; for n in $(seq 1500); do /var/many/xmrig 100 >/dev/null 2>&1 & done",
    );
    const up = performance.now() + 60_000;
    while (count() < 1500 && performance.now() < up) await new Promise((r) => setTimeout(r, 20));
    host.log();
    const add = message("add", { audit: { exe: "/var/many/xmrig" } }, "100050");
    const { ms, code } = await play(host, shell, "kill-malicious-process.sh", add);
    expect({ code, soon: ms < 2000 }).toEqual({ code: 0, soon: true });
    const end = performance.now() + 60_000;
    let log = host.log().join("\n");
    while (!log.includes('"decision":"killed"') && performance.now() < end) {
      await new Promise((r) => setTimeout(r, 20));
      log += host.log().join("\n");
    }
    expect(count()).toBe(0);
    expect(log).toContain(" and 1400 more; left alone: none");
  });

  it("does not kill what started it, though that is on the list", async () => {
    host.sh("mkdir -p /var/s; cp /bin/dash /var/s/xmrig");
    const under = ["/var/s/xmrig", "-c", '"$@"; exit "$?"', "under", ...shell];
    host.log();
    const add = message("add", { audit: { exe: "/var/s/xmrig" } });
    const played = await play(host, under, "kill-malicious-process.sh", add);
    expect(played).toMatchObject({ code: 0, signal: null, said: "" });
    expect(host.log().join("")).toContain('"decision":"not found"');
  });

  it("looks at the children of the killed, and leaves those that are not on the list", async () => {
    host.sh(
      "cp /bin/dash /var/s/xmrig 2>/dev/null || { mkdir -p /var/s; cp /bin/dash /var/s/xmrig; }",
    );
    const parent = run("/var/s/xmrig -c '/var/bin/other 100 & /var/bin/xmrig 100 & wait'");
    const end = performance.now() + 60_000;
    let children: string[] = [];
    while (children.length < 2 && performance.now() < end)
      children = host
        .sh(`cat /proc/${parent}/task/${parent}/children`)
        .trim()
        .split(" ")
        .filter(Boolean);
    await named(children[0] ?? "", "other");
    await named(children[1] ?? "", "bin/xmrig");
    const { why } = await kill({ audit: { exe: "/var/s/xmrig", pid: parent } });
    expect([parent, ...children].map(alive)).toEqual([false, true, false]);
    expect(why).toContain(`left alone:  children: ${children[0]} (other)`);
    host.sh(`kill ${children[0]}`);
  });

  it("is not led astray by a link with a line end", async () => {
    const other = run("/var/bin/other 100");
    await named(other, "other");
    host.sh(
      `mkdir -p "/var/bin/a\nl /proc/${other}/exe -> "; cp /bin/sleep "/var/bin/a\nl /proc/${other}/exe -> /xmrig"`,
    );
    const liar = run(`"/var/bin/a\nl /proc/${other}/exe -> /xmrig" 100`);
    await named(liar, "xmrig");
    await kill({ audit: { exe: "/x/xmrig" } });
    expect([alive(other), alive(liar)]).toEqual([true, false]);
    host.sh(`kill ${other}`);
  });
});
