import { readdirSync, readFileSync } from "node:fs";

/** Greatest resident memory, in MB, by what a process is. */
export interface Peaks {
  readonly engine: number;
  readonly program: number;
  readonly provider: number;
}

/** How often processes are looked at, in milliseconds; the kernel keeps the peak of those that live. */
const EVERY = 200;

/**
 * Watches the processes of this pid namespace, in which nothing else runs.
 * @returns ends the watch and says what was seen.
 */
export function watchMemory(): () => Peaks {
  const peaks = { engine: 0, program: 0, provider: 0 };
  const look = (): void => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const what = kindOf(pid);
      if (what) peaks[what] = Math.max(peaks[what], peakOf(pid));
    }
  };
  const timer = setInterval(look, EVERY);
  return () => {
    clearInterval(timer);
    return peaks;
  };
}

function kindOf(pid: string): keyof Peaks | undefined {
  const line = text(`/proc/${pid}/cmdline`).replace(/\0/g, " ");
  if (/pulumi-resource-command/.test(line)) return "provider";
  if (/bin\/pulumi |^pulumi /.test(line)) return "engine";
  return /scale\/once\.ts/.test(line) ? "program" : undefined;
}

function peakOf(pid: string): number {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(text(`/proc/${pid}/status`))?.[1] ?? 0) / 1024);
}

/** A process may end while it is looked at. */
function text(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
