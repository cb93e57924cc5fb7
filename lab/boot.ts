import { spawn, type ChildProcess, type ChildProcessByStdio } from "node:child_process";
import { Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** What lab/host/boot.sh is told. */
export interface BootSettings {
  readonly dir: string;
  readonly name: string;
  readonly cable: string;
  readonly bridge: string;
  /** Folder with what all hosts share. */
  readonly shared: string;
  /** Tree that becomes /var/ossec; undefined for none. */
  readonly tree: string | undefined;
  /** Shell command that starts what runs beside sshd; empty for nothing. */
  readonly start: string;
}

/** A host whose process 1 runs. */
export interface Booted {
  /** Number of its process 1, as this process sees it. */
  readonly pid: number;
  /** Ends the host, all its processes and mounts; resolves when it is gone. */
  end(): Promise<void>;
}

/**
 * Starts the namespaces of one host and waits until all that it runs is up.
 * @throws Error with the host's last words.
 */
export function bootHost(settings: BootSettings): Promise<Booted> {
  // Whatever ends this process, SIGKILL too, ends the host: unshare dies with us, process 1 of the host with unshare.
  const flags = ["--net", "--mount", "--pid", "--uts", "--ipc", "--fork", "--kill-child"];
  const script = join(__dirname, "host", "boot.sh");
  const args = ["--pdeathsig", "KILL", "unshare", ...flags, "--", "/bin/sh", script];
  const child = spawn("setpriv", args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      LAB_DIR: settings.dir,
      LAB_NAME: settings.name,
      LAB_CABLE: settings.cable,
      LAB_BRIDGE: settings.bridge,
      LAB_SHARED: settings.shared,
      LAB_TREE: settings.tree ?? "",
      LAB_START: settings.start,
      LAB_NODE: process.execPath,
      LAB_OWNER: String(process.pid),
    },
  });
  return new Promise((resolve, reject) => {
    let pid = 0;
    let words = "";
    child.stderr.on("data", (chunk: Buffer) => (words += chunk.toString()));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [what, value] = line.split(" ");
      if (what === "pid") pid = Number(value);
      if (what !== "ready") return;
      const end = (): Promise<void> => endOf(child, pid);
      if (value === "0") {
        letGo(child);
        resolve({ pid, end });
        return;
      }
      void end().then(() => {
        reject(
          new Error(
            `host ${settings.name}: what it runs did not start (${value ?? ""}): ${words.trim()}`,
          ),
        );
      });
    });
    child.once("error", reject);
    child.once("close", (code) => {
      reject(
        new Error(
          `host ${settings.name} ended while it came up (${code ?? "signal"}): ${words.trim()}`,
        ),
      );
    });
  });
}

/** A host that nobody took down must not keep the program from its end, which ends the host too. */
function letGo(child: ChildProcessByStdio<null, Readable, Readable>): void {
  child.unref();
  for (const stream of [child.stdout, child.stderr]) {
    // Pipes of a child are sockets, though their type does not say so.
    if (stream instanceof Socket) stream.unref();
  }
}

function endOf(child: ChildProcess, pid: number): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.ref();
    child.once("exit", () => {
      resolve();
    });
    // Process 1 takes every process of the host with it; unshare ends once the kernel has done so.
    killIfThere(pid);
  });
}

/** Another may have killed it, and unshare be about to end: then there is nothing to do but wait for that. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // Of Node's own realm, so that no class tells what it is where tests have one of theirs.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
