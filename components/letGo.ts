import * as state from "@pulumi/pulumi/runtime/state";

/**
 * Gives up the resources of this run that still wait for a value. The SDK ends an inline program that failed only once
 * every resource that was declared has been sent, and one whose value never comes never is. It keeps the count out of its
 * typings; a test of ours watches it. The language host of `pulumi up` does not wait for them.
 */
export function letGo(): void {
  const { getStore } = state as unknown as {
    getStore: () => { settings: { rpcDone: Promise<void> } };
  };
  getStore().settings.rpcDone = Promise.resolve();
}
