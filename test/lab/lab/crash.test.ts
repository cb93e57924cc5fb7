import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { isDeepStrictEqual } from "node:util";

import { upLab } from "../../../lab/lab";
import { runProgram } from "../../../lab/process";

const ENTER = join(__dirname, "../../../lab/enter.sh");
const HOLD = ["node", "--import", "tsx", join(__dirname, "hold.ts")];

/** What the machine could keep of a lab: processes in other network namespaces, mounts, links, the disk's folders. */
interface Traces {
  readonly processes: readonly string[];
  readonly mounts: string;
  readonly links: readonly string[];
  readonly disk: readonly string[];
}

async function traces(): Promise<Traces> {
  const own = readlinkSync("/proc/self/ns/net");
  const processes = readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/ns/net`) !== own;
    } catch {
      return false; // It has just ended.
    }
  });
  const links = await runProgram("ip", ["-brief", "link"]);
  const disk = process.env["WAZUH_LAB_DISK"] ?? "";
  return {
    processes: processes.flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, "utf8")];
      } catch {
        return []; // So has this one.
      }
    }),
    mounts: readFileSync("/proc/self/mountinfo", "utf8"),
    links: links.stdout.split("\n").map((line) => line.replace(/[@ ].*/, "")),
    disk: readdirSync(disk),
  };
}

/** Polls until a part of the traces is as it was before; the last look is what the test compares. */
async function again<T>(before: T, look: (now: Traces) => T): Promise<T> {
  const end = Date.now() + 60_000;
  for (;;) {
    const now = await traces().then(look, () => undefined);
    if (now !== undefined && (isDeepStrictEqual(now, before) || Date.now() > end)) return now;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function everything(now: Traces): Traces {
  return now;
}

function upLine(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    if (child.stdout)
      createInterface({ input: child.stdout }).once("line", () => {
        resolve();
      });
    child.once("exit", (code) => {
      reject(new Error(`ended with ${code ?? "a signal"}`));
    });
  });
}

/** Numbers, as this process sees them, of the processes below one, that one included. */
function tree(root: number): { pid: number; parent: number; args: string }[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const parent = /^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, "utf8"))?.[1];
        const args = readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0").join(" ").trim();
        return [{ pid: Number(name), parent: Number(parent), args }];
      } catch {
        return [];
      }
    });
  const below = (pid: number): number[] => [
    pid,
    ...all.filter(({ parent }) => parent === pid).flatMap((each) => below(each.pid)),
  ];
  const pids = new Set(below(root));
  return all.filter(({ pid }) => pids.has(pid));
}

describe("a lab whose end comes by SIGKILL", () => {
  it.each([
    ["the command", /^node --import tsx/],
    ["lab/enter.sh", /^perl \S+lab\/init\.pl --outside /],
    ["what made the namespaces", /^unshare --net --mount --pid --fork --kill-child --mount-proc/],
    ["the first process of its namespace", /^perl \S+lab\/init\.pl node/],
  ])("leaves nothing behind, be it %s that is killed", async (_, victim) => {
    const before = await traces();
    const child = spawn("bash", [ENTER, ...HOLD], { stdio: ["ignore", "pipe", "inherit"] });
    await upLine(child);
    const processes = tree(child.pid ?? 0);
    expect((await traces()).processes.length).toBeGreaterThan(before.processes.length);
    const found = processes.filter(({ args }) => victim.test(args));
    expect(found).toHaveLength(1);
    process.kill(found[0]?.pid ?? 0, "SIGKILL");
    expect(await again(before, everything)).toEqual(before);
  });

  it("hands SIGTERM on to the command, and leaves nothing behind", async () => {
    const before = await traces();
    const child = spawn("bash", [ENTER, ...HOLD], { stdio: ["ignore", "pipe", "inherit"] });
    await upLine(child);
    const end = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    expect(await end).toBe(143);
    expect(await again(before, everything)).toEqual(before);
  });

  it("keeps no host alive in a run that goes on", async () => {
    const before = await traces();
    const child = spawn(HOLD[0] ?? "", HOLD.slice(1), { stdio: ["ignore", "pipe", "inherit"] });
    await upLine(child);
    expect((await traces()).processes.length).toBeGreaterThan(before.processes.length);
    child.kill("SIGKILL");
    // The run keeps the folder and the bridge; they end with it.
    const hosts = ({ processes, links }: Traces): readonly string[] => [
      ...processes,
      ...links.filter((link) => /^lab\d+c/.test(link)),
    ];
    expect(await again(hosts(before), hosts)).toEqual(hosts(before));
  });

  it("comes down as ever when the first process of a host was killed", async () => {
    const before = await traces();
    const lab = await upLab({ agents: [{ name: "hel-1", location: "hel1" }], daemons: false });
    const processes = tree(process.pid);
    const unshare = processes.find(({ args }) => /^unshare .* \/bin\/sh \S+boot\.sh$/.test(args));
    const first = processes.find(({ parent }) => parent === unshare?.pid);
    expect(first?.args).toBe("perl /usr/local/lib/wazuh-stand-in/init.pl");
    process.kill(first?.pid ?? 0, "SIGKILL");
    await lab.down();
    expect(await again(before, everything)).toEqual(before);
  });
});
