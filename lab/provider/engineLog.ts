import * as pulumi from "@pulumi/pulumi";

import type { CommandLog } from "./runCommand";

/** Connects this process's log to the engine that started it. */
export function useEngine(address: string): void {
  pulumi.runtime.resetOptions("", "", 1, address, "", false, "");
}

/** A log that knows when the engine has heard everything. */
export interface EngineLog extends CommandLog {
  /** Waits for all lines to arrive: the engine drops what comes after a resource is done. */
  readonly heard: () => Promise<void>;
}

/** The log of one resource: lines appear beside it on the screen. */
export function logOf(urn: string): EngineLog {
  // The log asks a resource for nothing but its URN.
  const resource = { urn: pulumi.output(urn) } as unknown as pulumi.Resource;
  const sent: Promise<void>[] = [];
  return {
    status: (line) => void sent.push(pulumi.log.info(line, resource, undefined, true)),
    warning: (message) => void sent.push(pulumi.log.warn(message, resource)),
    error: (message) => void sent.push(pulumi.log.error(message, resource)),
    heard: async () => {
      await Promise.all(sent);
    },
  };
}
