/** Milliseconds between two looks. */
const LOOK = 20;

/**
 * Waits until an agent has said in its log that its manager let it in, so that no event is lost and every response arrives.
 * @param read what its log says so far.
 * @param patience seconds that it may take: two busy processors, or an emulated one, not a slow network.
 * @throws Error with the end of its log.
 */
export async function connected(
  name: string,
  read: () => Promise<string>,
  patience: number,
): Promise<void> {
  const end = Date.now() + patience * 1000;
  for (;;) {
    const log = await read();
    if (log.includes("(4102): Connected to the server")) return;
    if (Date.now() > end)
      throw new Error(
        `host ${name}: its agent has no connection after ${patience} s: ${log.slice(-500).trim()}`,
      );
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
}
