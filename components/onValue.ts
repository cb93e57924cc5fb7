import * as pulumi from "@pulumi/pulumi";

import { inOneSentence } from "./late";

/** Whether an input is a value and nothing that is still to come. */
export function isPlain<T>(input: pulumi.Input<T>): input is T {
  return !pulumi.Output.isInstance(input) && !(input instanceof Promise);
}

/**
 * A function of an input: of a plain value at once, else of the value as soon as it is known. An output costs the SDK some
 * forty promises, and a fleet has many hosts.
 */
export function onValue<T, U>(input: pulumi.Input<T>, make: (value: T) => U): pulumi.Output<U> | U {
  if (isPlain(input)) return make(input);
  const later: pulumi.Output<unknown> = pulumi.output<unknown>(input);
  return later.apply<U>(inOneSentence((value) => make(value as T)));
}
