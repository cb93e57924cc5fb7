import type { ActiveResponse } from "../config/activeResponse";
import type { Loaded } from "./loaded";

/** Answers `getconfig` as analysisd does: the loaded configuration, anchors of the white list cut off. */
export function getconfig(section: string, loaded: Loaded): Record<string, unknown> | undefined {
  switch (section) {
    case "global":
      return { global: global(loaded) };
    case "command":
      return {
        command: loaded.ar.commands.map(({ name, executable, timeoutAllowed }) => ({
          name,
          executable,
          timeout_allowed: timeoutAllowed ? 1 : 0,
        })),
      };
    case "active_response":
      return { "active-response": loaded.ar.responses.map(block) };
    case "alerts":
      return { alerts: { email_alert_level: 12, log_alert_level: loaded.alertLevel } };
    default:
      return undefined;
  }
}

/** Without an address on the list, its patterns are not shown either. */
function global({ whiteList: { addresses, patterns } }: Loaded): Record<string, unknown> {
  const shown = patterns.flatMap((pattern) =>
    pattern
      .replace(/^!/, "")
      .split("|")
      .map((part) => part.replace(/^\^|\$$/g, "")),
  );
  return {
    email_notification: "no",
    jsonout_output: "yes",
    alerts_log: "yes",
    ...(addresses.length > 0 ? { white_list: [...addresses, ...shown] } : {}),
  };
}

function block(response: ActiveResponse): Record<string, unknown> {
  const { command, agentId, rulesId, rulesGroup, timeout, level, on } = response;
  const location = on.server
    ? "AS_ONLY"
    : on.local
      ? "REMOTE_AGENT"
      : on.definedAgent
        ? "SPECIFIC_AGENT"
        : "ALL_AGENTS";
  return {
    command: command.name,
    ...(agentId === undefined ? {} : { agent_id: agentId }),
    ...(rulesId === undefined ? {} : { rules_id: rulesId }),
    ...(rulesGroup === undefined ? {} : { rules_group: rulesGroup }),
    timeout,
    level,
    location,
  };
}
