import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

/** What one run of a command came to. */
export interface Run {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly megabytes: number;
}

/** How often memory is looked at, in milliseconds. */
const LOOK = 50;

/** Runs a line of bash, its output thrown away, and looks at its processes meanwhile. */
export async function run(line: string): Promise<Run> {
  const start = performance.now();
  const child = spawn("bash", ["-c", `{ ${line}; } >/dev/null; times >&2`], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  let most = 0;
  const looking = setInterval(() => {
    most = Math.max(most, ...below(child.pid ?? 0).map(peakOf));
  }, LOOK);
  await new Promise((ended) => child.once("close", ended));
  clearInterval(looking);
  const seconds = (performance.now() - start) / 1000;
  const last = said.trim().split("\n").at(-1) ?? "";
  const spent = [...last.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  );
  if (spent.length !== 2) throw new Error(`${line}: ${said}`);
  return { seconds, processorSeconds: (spent[0] ?? 0) + (spent[1] ?? 0), megabytes: most };
}

function below(pid: number): readonly number[] {
  const parents = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(name)]),
  );
  const found = [pid];
  for (const one of found)
    for (const [child, parent] of parents) if (parent === one) found.push(child);
  return found;
}

function parentOf(pid: string): number {
  try {
    return Number(/\) . (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function peakOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}
