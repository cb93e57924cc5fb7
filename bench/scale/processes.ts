import { readdirSync, readFileSync } from "node:fs";

/** What each kind of process took: greatest resident memory in MB, processor time in seconds. */
export interface Took {
  readonly memory: Readonly<Record<Kind, number>>;
  readonly cpu: Readonly<Record<Kind, number>>;
}

/** The processes of an `up` that are looked at. */
export type Kind = "engine" | "program" | "provider";

/** How often processes are looked at, in milliseconds; the kernel keeps both figures of those that live. */
const EVERY = 200;
/** Clock ticks a second in /proc, the same on every Linux of today. */
const TICKS = 100;

/**
 * Watches the processes of this pid namespace, in which nothing else runs.
 * @returns ends the watch and says what was seen.
 */
export function watchProcesses(): () => Took {
  const memory = { engine: 0, program: 0, provider: 0 };
  const ticks = new Map<string, { kind: Kind; ticks: number }>();
  const look = (): void => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const kind = kindOf(pid);
      if (!kind) continue;
      memory[kind] = Math.max(memory[kind], peakOf(pid));
      ticks.set(pid, { kind, ticks: ticksOf(pid) });
    }
  };
  const timer = setInterval(look, EVERY);
  return () => {
    clearInterval(timer);
    const cpu = { engine: 0, program: 0, provider: 0 };
    for (const one of ticks.values()) cpu[one.kind] += one.ticks / TICKS;
    for (const kind of Object.keys(cpu) as Kind[]) cpu[kind] = Number(cpu[kind].toFixed(1));
    return { memory, cpu };
  };
}

function kindOf(pid: string): Kind | undefined {
  const line = text(`/proc/${pid}/cmdline`).replace(/\0/g, " ");
  if (/pulumi-resource-command/.test(line)) return "provider";
  if (/bin\/pulumi |^pulumi /.test(line)) return "engine";
  return /@pulumi\/pulumi\/cmd\/run/.test(line) ? "program" : undefined;
}

function peakOf(pid: string): number {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(text(`/proc/${pid}/status`))?.[1] ?? 0) / 1024);
}

function ticksOf(pid: string): number {
  // After the name in brackets, which may hold anything: state is the first, user and system time the 12th and 13th.
  const fields = text(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

/** A process may end while it is looked at. */
function text(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
