import * as pulumi from "@pulumi/pulumi";

/**
 * Leaves out of the state where in the program each resource was made. The SDK sends the whole stack of every resource, at any
 * `--stack-trace-limit`: 1.3 KB a host that are written after every step, other ones with each version of the program, and the
 * paths are those of the private cache of whoever rolled out. Nothing that Pulumi prints says them.
 */
export function dropCallSites(): void {
  // Resource.callsites of @pulumi/pulumi 3.248.0, resource.js:311: `static`, and private in its types.
  Object.assign(pulumi.Resource, { callsites: () => [] });
}
