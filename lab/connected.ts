import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Seconds that an agent may take until its manager has let it in: two busy processors, not a slow network. */
const PATIENCE = 60;

/**
 * Waits until an agent has said in its log that its manager let it in, so that no event is lost and every response arrives.
 * @param home its /var/ossec, from outside.
 * @throws Error with the end of its log.
 */
export async function connected(name: string, home: string): Promise<void> {
  const end = Date.now() + PATIENCE * 1000;
  for (;;) {
    const log = await readFile(join(home, "logs", "ossec.log"), "utf8");
    if (log.includes("(4102): Connected to the server")) return;
    if (Date.now() > end)
      throw new Error(
        `host ${name}: its agent has no connection after ${PATIENCE} s: ${log.slice(-500).trim()}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
