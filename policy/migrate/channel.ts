import { createHash } from "node:crypto";

import { LOCATION } from "../model/keys/triggered";
import type { ResponseLocation } from "../model/response";
import type { FiveChannel } from "./five";

/** A channel as the API of the indexer takes it: POST /_plugins/_notifications/configs of 5.0.0-beta5. */
export interface Channel {
  readonly config_id: string;
  readonly config: {
    readonly name: string;
    readonly description: string;
    readonly config_type: "active_response";
    readonly is_enabled: boolean;
    /** Every field is required where it applies: ActiveResponse.kt of wazuh-indexer-common-utils. */
    readonly active_response: {
      readonly type: "stateful" | "stateless";
      /** Seconds, at least 1. */
      readonly stateful_timeout?: number;
      readonly executable: string;
      /** Required even where it is empty. */
      readonly extra_args: string;
      readonly location: "local" | "all" | "defined-agent";
      readonly agent_id?: string;
    };
  };
}

/** Where a channel runs; undefined for the manager, on which Wazuh 5 runs nothing. */
export function locationIn5(
  location: ResponseLocation = LOCATION,
): Pick<Channel["config"]["active_response"], "location" | "agent_id"> | undefined {
  if (typeof location !== "string")
    return { location: "defined-agent", agent_id: location.agentId };
  return location === "server" ? undefined : { location };
}

/**
 * The channel of a response, muted: whoever brings it unmutes it once everything else is in its place.
 * @param about what the response is, in a sentence.
 * @returns undefined where it runs on the manager.
 */
export function channelOf(five: FiveChannel, about: string): Channel | undefined {
  const where = locationIn5(five.response.location);
  if (!where) return undefined;
  const { name, executable, timeout } = five;
  return {
    config_id: idOf(name),
    config: {
      name,
      description: `${about}. Made by active-response migrate; the scripts know this channel by its name.`,
      config_type: "active_response",
      is_enabled: false,
      active_response: {
        ...(timeout > 0
          ? { type: "stateful" as const, stateful_timeout: timeout }
          : { type: "stateless" as const }),
        executable,
        extra_args: "",
        ...where,
      },
    },
  };
}

/** An id of the characters that both plugins take, the same at every run: letters, digits, _ and -. */
export function idOf(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_-]/g, "-");
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 6);
  return `ar-${plain === name ? name : `${plain}-${digest}`}`;
}
