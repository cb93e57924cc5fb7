import { illegal, objectOf, require, type Json } from "./refusal";

/** Characters of an id of a configuration: commons/utils/ValidationHelpers.kt, isValidId, of common-utils. */
const ID = /^[A-Za-z0-9+/_-]+$/;

/**
 * Judges the body of POST and PUT /_plugins/_notifications/configs as the plugin of 5.0.0-beta5 does.
 * @throws Refusal in the words of the plugin.
 */
export function judgeChannel(body: unknown): Json {
  const { config_id: id, config } = objectOf(body);
  // CreateNotificationConfigRequest.kt: validateId in its init; NotificationConfig.kt: name, and the data of its type.
  if (typeof id === "string")
    require(ID.test(id), () =>
      illegal(`Invalid characters in id : ${id.replace(/[A-Za-z0-9+/_-]/g, "")}`));
  require(config !== undefined, () => illegal("config field absent"));
  const { name, config_type: type, active_response: response } = objectOf(config);
  require(typeof name === "string", () => illegal("name field absent"));
  require(name !== "", () => illegal("name is null or empty"));
  require(typeof type === "string", () => illegal("config_type field absent"));
  if (type === "active_response") judgeActiveResponse(objectOf(response));
  return objectOf(config);
}

/** ActiveResponse.kt of common-utils (2c6882e): parse(), then init. Unknown fields are skipped. */
function judgeActiveResponse(given: Json): void {
  for (const field of ["type", "executable", "extra_args", "location"])
    require(given[field] !== undefined, () => illegal(`${field} field absent`));
  const { type, executable, location, agent_id: agent, stateful_timeout: timeout } = given;
  for (const [field, value] of Object.entries({ type, executable, location }))
    require(value !== "", () => illegal(`${field} is null or empty`));
  require(type === "stateful" || type === "stateless", () =>
    illegal("type must be stateful or stateless"));
  require(["all", "local", "defined-agent"].includes(String(location)), () =>
    illegal("location must be 'all', 'defined-agent', 'local'"));
  if (location === "defined-agent") {
    require(typeof agent === "string" && agent !== "", () =>
      illegal("agent_id is required when location is defined-agent"));
    require(/^\d+$/.test(String(agent)), () =>
      illegal("agent_id must contain only numeric characters"));
  }
  if (type !== "stateful") return;
  require(timeout !== undefined, () => illegal("stateful_timeout is required for stateful type"));
  require(Number(timeout) > 0, () =>
    illegal("stateful_timeout must be greater than 0 for stateful type"));
}
