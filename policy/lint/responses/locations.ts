import { finding, type Finding } from "../../model/finding";
import { actsOn, byAlertsOf } from "../../model/kinds/traitsOf";
import type { Check, Run } from "../check";
import { triggered } from "./triggered";

const run: Run = ({ policy }) =>
  triggered(policy).flatMap(({ response, path }): Finding[] => {
    const { location, on } = response;
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
    const everywhere = actsOn(response, "address");
    return [
      finding(
        everywhere ? "note" : "warning",
        "location-all",
        at,
        location,
        everywhere
          ? `${byAlertsOf(response).does} an address on every agent at once, also where it did nothing; not on the manager`
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

/** Does a response run where it is meant to? */
export const responseLocations: Check = {
  codes: {
    "agent-000": {
      severity: "error",
      alone: true,
      doc: {
        what: "A response is for agent 000, the manager itself.",
        why: "Wazuh drops it with a warning.",
        example:
          'responses:\n  - { kind: kill-process, rules: [100050], processes: [xmrig], location: { agentId: "000" } }',
        instead: "Write `location: server`.",
      },
    },
    "location-server": {
      severity: "note",
      alone: true,
      doc: {
        what: "A response runs on the manager.",
        why: "It does nothing on the agent that was attacked.",
        example:
          "responses:\n  - { kind: kill-process, rules: [100050], processes: [xmrig], location: server }",
        instead: "Write `location: local` for the attacked agent.",
      },
    },
    "location-all": {
      severity: ["warning", "note"],
      alone: true,
      doc: {
        what: "A response runs on every agent at once.",
        why: "One alert acts on hosts where nothing happened.",
        example:
          "responses:\n  - { kind: kill-process, rules: [100050], processes: [xmrig], location: all }",
        instead: "Write `location: local` for the attacked agent only.",
      },
    },
    "location-all-placed": {
      severity: "warning",
      doc: {
        what: "A response has `location: all` and a placement.",
        why: "The placement limits where the script is, but the command goes to every agent.",
        example:
          "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h, location: all, on: { agents: [gitlab] } }",
        instead: "Write `location: local`, or remove `on`.",
      },
    },
  },
  run,
};
