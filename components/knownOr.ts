import * as pulumi from "@pulumi/pulumi";

/**
 * An output where its value is known, and a plain value in its place where a preview does not know it yet. The SDK
 * keeps `isKnown` out of its typings, but has had it on every output since 1.0; a test of ours watches it.
 */
export function knownOr<T, U>(output: pulumi.Output<T>, otherwise: U): pulumi.Output<T | U> {
  const { isKnown } = output as unknown as { readonly isKnown: Promise<boolean> };
  return pulumi.output(
    isKnown.then((known): pulumi.Input<T | U> => (known ? output : otherwise)),
  ) as pulumi.Output<T | U>;
}
