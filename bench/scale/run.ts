import { spawn } from "node:child_process";
import { join } from "node:path";

/** How an operation ended. */
export type Ended = { readonly seconds: number } | { readonly over: number };

/**
 * Runs one operation of a stack as a process of its own, with all that it starts, and ends all of it after a time.
 * @param limit in seconds.
 * @returns the seconds that it took, or the limit that it went over.
 * @throws Error with its own words where it failed.
 */
export async function runOnce(
  folder: string,
  what: "up" | "preview",
  limit: number,
  environment: Readonly<Record<string, string>>,
): Promise<Ended> {
  const start = performance.now();
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(__dirname, "once.ts"), folder, what],
    {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
    },
  );
  let words = "";
  child.stderr.setEncoding("utf8").on("data", (piece: string) => (words += piece));
  const ended = { over: false };
  const timer = setTimeout(() => {
    ended.over = true;
    // Its own process group: the engine and the provider end with it.
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  }, limit * 1000);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  clearTimeout(timer);
  if (ended.over) return { over: limit };
  if (code !== 0) throw new Error(`${what} failed: ${words.trim()}`);
  return { seconds: (performance.now() - start) / 1000 };
}
