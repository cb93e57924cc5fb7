import { AsyncLocalStorage } from "node:async_hooks";

import * as pulumi from "@pulumi/pulumi";

import { letGo } from "./letGo";

/**
 * An error that was found once a value became known. The SDK hangs the promise that failed on it, and prints an error by
 * util.inspect: with everything that hangs on the promise, which is the graph of all resources (a minute or two and
 * gigabytes). And it writes "error serializing property" before its message at every input that the value was to go
 * into. This one takes neither. As a RunError it is shown as its sentence alone.
 */
class LateError extends pulumi.RunError {
  constructor(sentence: string) {
    super(sentence);
    Object.defineProperty(this, "message", { get: () => sentence, set: () => undefined });
  }

  get promise(): undefined {
    return undefined;
  }

  set promise(_: unknown) {
    // Not kept; see above.
  }
}

/** Who ends the run at its first late error; one for each run, since a process may hold several. */
interface Ear {
  readonly tell: (error: pulumi.RunError) => void;
  /** The program has ended; nobody would hear. */
  closed: boolean;
}

const ears = new AsyncLocalStorage<Ear>();

/** The error as one sentence that costs nothing to print. */
export function late(error: unknown): pulumi.RunError {
  return new LateError(error instanceof Error ? error.message : String(error));
}

/**
 * A function for `apply`, whatever it throws ends the run as one sentence. Within {@link untilLate} the value is never had
 * then: a resource that waits for it is not declared, and nothing that hangs on it fails in turn. Elsewhere it rejects.
 */
export function inOneSentence<T, U>(work: (value: T) => U): (value: T) => U {
  return (value) => {
    try {
      return work(value);
    } catch (error) {
      const ear = ears.getStore();
      if (!ear || ear.closed) throw late(error);
      ear.tell(late(error));
      return new Promise<never>(() => undefined) as U;
    }
  };
}

/**
 * Declares resources, and waits until all that comes of them is settled.
 * @returns what was declared.
 * @throws the first error that is found late, as soon as it is; what waits for its value is given up.
 */
export async function untilLate<T extends object>(declare: () => T): Promise<T> {
  let tell: Ear["tell"] = () => undefined;
  const found = new Promise<never>((_, reject) => {
    tell = reject;
  });
  const ear: Ear = { tell, closed: false };
  try {
    const declared = ears.run(ear, declare);
    // Settled for a preview's unknown values too, where an `apply` would never come; see standInWhileUnknown.ts.
    const all = pulumi.output<unknown>(declared) as unknown as {
      readonly isKnown: Promise<boolean>;
    };
    await Promise.race([all.isKnown, found]);
    return declared;
  } catch (error) {
    if (error instanceof LateError) letGo();
    throw error;
  } finally {
    ear.closed = true;
  }
}
