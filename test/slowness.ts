import { spawn, spawnSync } from "node:child_process";

/** What a response's script does most: a shell that starts a few programs, one after the other. */
const WORK = "for each in 1 2 3 4; do awk 'BEGIN { while (i++ < 20000); }' </dev/null; done";
/** How long that takes on a quiet machine of two processors of 2023, in milliseconds. */
const QUIET = 20;
/** The same of the work of `processorSlowness`, in milliseconds of the processor. */
const QUIET_PROCESSOR = 100;
/** Milliseconds between two looks: what is watched is hardly slowed by them. */
const PAUSE = 150;

/**
 * How many times slower than a quiet machine this one is now, at least 1. A bound on time is a multiple of it: it fails where
 * the product waits too long, not where the machine is busy or old.
 */
export function slowness(): number {
  return Math.max(
    1,
    ...[1, 2, 3].map(() => {
      const began = performance.now();
      const { status } = spawnSync("sh", ["-c", WORK]);
      if (status !== 0) throw new Error(`the work that measures slowness ended with ${status}`);
      return (performance.now() - began) / QUIET;
    }),
  );
}

/**
 * Measures the same while something else goes on that does not block this process.
 * @returns ends it, and gives the greatest slowness seen, at least 1.
 */
export function watchSlowness(): () => number {
  let most = 1;
  let timer: NodeJS.Timeout | undefined;
  let began: number | undefined;
  let ended = false;
  const see = (): void => {
    if (began !== undefined) most = Math.max(most, (performance.now() - began) / QUIET);
  };
  const look = (): void => {
    began = performance.now();
    const child = spawn("sh", ["-c", WORK], { stdio: "ignore" });
    child.on("close", () => {
      if (ended) return;
      see();
      began = undefined;
      timer = setTimeout(look, PAUSE);
    });
  };
  timer = setTimeout(look, PAUSE);
  return () => {
    // A look that is under way has taken so long already.
    see();
    ended = true;
    clearTimeout(timer);
    return most;
  };
}

/**
 * The same of the processor alone: how much more of its time this process needs for what needs no other one. A busy machine
 * shares its caches, and an old one is slower.
 */
export function processorSlowness(): number {
  const before = process.cpuUsage();
  const seen = new Map<string, string[]>();
  for (let i = 0; i < 400_000; i += 1) {
    const key = `10.${i % 251}.${i % 13}.7`;
    seen.set(key, `${key} ${seen.get(key)?.at(0) ?? ""}`.slice(0, 40).split(" "));
  }
  const { user, system } = process.cpuUsage(before);
  return Math.max(1, (user + system) / 1000 / QUIET_PROCESSOR);
}
