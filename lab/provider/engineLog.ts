import * as pulumi from "@pulumi/pulumi";

import type { CommandLog } from "./runCommand";

/** Connects this process's log to the engine that started it. */
export function useEngine(address: string): void {
  pulumi.runtime.resetOptions("", "", 1, address, "", false, "");
}

/** The log of one resource: lines appear beside it on the screen. */
export function logOf(urn: string): CommandLog {
  // The log asks a resource for nothing but its URN.
  const resource = { urn: pulumi.output(urn) } as unknown as pulumi.Resource;
  return {
    status: (line) => void pulumi.log.info(line, resource, undefined, true),
    warning: (message) => void pulumi.log.warn(message, resource),
    error: (message) => void pulumi.log.error(message, resource),
  };
}
