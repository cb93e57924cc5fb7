/** Milliseconds between two looks. */
const LOOK = 20;

/** What tells that an agent is connected. */
export interface Sides {
  /** What the agent's log says so far. */
  readonly log: () => Promise<string>;
  /** Whether its manager holds the connection: until then no message gets to the agent. */
  readonly letIn: () => Promise<boolean>;
}

/**
 * Waits until an agent is connected to its manager, by what both say, so that no event is lost and every response arrives.
 * @param patience seconds that it may take: two busy processors, or an emulated one, not a slow network.
 * @throws Error with the end of its log.
 */
export async function connected(
  name: string,
  { log, letIn }: Sides,
  patience: number,
): Promise<void> {
  const end = Date.now() + patience * 1000;
  for (;;) {
    const said = await log();
    if (said.includes("(4102): Connected to the server") && (await letIn())) return;
    if (Date.now() > end)
      throw new Error(
        `host ${name}: its agent has no connection after ${patience} s: ${said.slice(-500).trim()}`,
      );
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
}
