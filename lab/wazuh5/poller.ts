import { objectOf, textOf, type Json } from "./refusal";

/** What the poller of a node does with a document; `stops` stays until the document is gone: nothing behind it is read. */
export type Polled = "sent" | "discarded" | "not read" | "stops";

const REQUIRED = ["executable", "extra_arguments", "location", "name", "type"] as const;
const KNOWN = new Set<string>([...REQUIRED, "stateful_timeout", "agent_id"]);

/**
 * What the poller of 5.0.0-beta5 does with a document of wazuh-active-responses: framework/wazuh/core/indexer/active_response.py, :283 for the
 * versions that it does not read, :25 for the schema, :494 for the event. One without `event`, or a local one without an agent, is an exception
 * that nobody catches (wazuh/wazuh#38904, played against that module); #39008 mends it later.
 */
export function poll(document: Json): Polled {
  const wazuh = objectOf(document["wazuh"]);
  const agent = objectOf(wazuh["agent"]);
  if (/^v[0-4]\./.test(textOf(agent["version"]))) return "not read";
  const response = objectOf(wazuh["active_response"]);
  if (!isValid(response)) return "discarded";
  if (document["event"] === undefined) return "stops";
  if (response["location"] === "local" && agent["id"] === undefined) return "stops";
  const { doc_id: id, index } = objectOf(document["event"]);
  return typeof id === "string" && typeof index === "string" ? "sent" : "discarded";
}

function isValid(response: Json): boolean {
  const given = (field: string): boolean => (response[field] ?? null) !== null;
  const { extra_arguments: args } = response;
  return (
    REQUIRED.every((field) => Object.hasOwn(response, field)) &&
    Object.keys(response).every((field) => KNOWN.has(field)) &&
    (args === null || typeof args === "string") &&
    (response["type"] !== "stateful" || given("stateful_timeout")) &&
    (response["location"] !== "defined-agent" || given("agent_id"))
  );
}
