import * as pulumi from "@pulumi/pulumi";

/**
 * An output where its value is known, and a plain value in its place where a preview does not know it yet. The SDK
 * keeps `isKnown` out of its typings, but has had it on every output since 1.0; a test of ours watches it.
 */
export function standInWhileUnknown<T, U>(
  output: pulumi.Output<T>,
  otherwise: U,
): pulumi.Output<T | U> {
  const { isKnown } = output as unknown as { readonly isKnown: Promise<boolean> };
  return pulumi.output(
    isKnown.then((known): pulumi.Input<T | U> => (known ? output : otherwise)),
  ) as pulumi.Output<T | U>;
}

/**
 * An output that is published, or goes into one. To the engine the outputs of a resource that failed are unknown, and an
 * unknown value that is published is one that the next run cannot read: there another value stands in its place. A
 * preview's unknown values stay unknown.
 */
export function settledOr<T, U>(output: pulumi.Output<T>, otherwise: U): pulumi.Output<T | U> {
  return pulumi.runtime.isDryRun() ? output : standInWhileUnknown(output, otherwise);
}
