import { finding, type Finding } from "../../model/finding";
import type { Check } from "../check";
import { triggered } from "./triggered";

/** Does a response run where it is meant to? */
export const responseLocations: Check = ({ policy }) =>
  triggered(policy).flatMap(({ response, path }): Finding[] => {
    const { location, on, kind } = response;
    const at = `${path}.location`;
    if (location === undefined || location === "local") return [];
    if (typeof location !== "string") {
      if (Number(location.agentId) !== 0) return [];
      return [
        finding(
          "error",
          "agent-000",
          `${at}.agentId`,
          location.agentId,
          "is the manager; Wazuh drops a response for it with a warning",
          "write location: server",
        ),
      ];
    }
    if (location === "server") {
      return [
        finding(
          "note",
          "location-server",
          at,
          location,
          "runs on the manager that saw the alert, not on the agent that was attacked",
          "write location: local for the attacked agent",
        ),
      ];
    }
    return [
      finding(
        kind === "block-ip" ? "note" : "warning",
        "location-all",
        at,
        location,
        kind === "block-ip"
          ? "blocks an address on every agent at once, also where it did nothing; not on the manager"
          : "runs on every agent at once, not only on the one that reported",
        "write location: local for the attacked agent only",
      ),
      ...(on
        ? [
            finding(
              "warning",
              "location-all-placed",
              `${path}.on`,
              JSON.stringify(on),
              "limits where the script is, but location all sends the command to every agent",
              "write location: local, or remove the placement",
            ),
          ]
        : []),
    ];
  });
