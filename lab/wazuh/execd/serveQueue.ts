import { slowly } from "../daemon/slow";

/** Milliseconds that execd waits for a message before it looks at what is over (EXECD_TIMEOUT). */
const TICK = 1000;

/** What takes messages, one at a time, and reverts what is over: execd of either version. */
interface Serving {
  readonly handle: (text: string) => Promise<void>;
  readonly revertDue: () => Promise<void>;
}

/**
 * Hands the messages of a queue to execd, one after the other, until it ends.
 * @param state `ending` is set by a signal, also while something is awaited.
 */
export async function serveQueue(
  relay: { readonly next: () => Promise<string> },
  execd: Serving,
  state: { readonly ending: boolean },
): Promise<void> {
  let message = relay.next();
  while (!stopped(state)) {
    await execd.revertDue();
    const text = await Promise.race([message, tick()]);
    if (text === undefined || stopped(state)) continue;
    await slowly("execd", 500);
    await execd.handle(text);
    message = relay.next();
  }
}

function stopped({ ending }: { readonly ending: boolean }): boolean {
  return ending;
}

function tick(): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => {
      resolve(undefined);
    }, TICK);
  });
}
