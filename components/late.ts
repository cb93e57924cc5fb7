import * as pulumi from "@pulumi/pulumi";

/**
 * An error that was found once a value became known. The SDK hangs the promise that failed on it, and prints an error by
 * util.inspect: with everything that hangs on the promise, which is the graph of all resources (a minute or two and
 * gigabytes). So this one does not take it. As a RunError it is shown as its sentence alone. Where the value goes into the
 * inputs of a resource the SDK wraps the error in others of its own, which do take theirs: so what can be found before the
 * first resource is found there (program/lookUpServers.ts, program/refuseEarly.ts), and this is the last resort.
 */
class LateError extends pulumi.RunError {
  get promise(): undefined {
    return undefined;
  }

  set promise(_: unknown) {
    // Not kept; see above.
  }
}

/** The error as one sentence that costs nothing to print. */
export function late(error: unknown): pulumi.RunError {
  return new LateError(error instanceof Error ? error.message : String(error));
}

/** A function for `apply`, whatever it throws ends the run as one sentence. */
export function inOneSentence<T, U>(work: (value: T) => U): (value: T) => U {
  return (value) => {
    try {
      return work(value);
    } catch (error) {
      throw late(error);
    }
  };
}
