import { createHash } from "node:crypto";

import { RULES_FILE } from "../model/hostPaths";
import type { Fleet, Host } from "../model/fleet";
import type { HostFile, RenderedHost } from "../model/hostFile";
import type { Policy } from "../model/policy";
import { agentConfParts } from "../services/logCollection/agentConf";
import { forwardFile } from "../services/logCollection/forward";
import { renderOssecPart } from "./ossecPart";
import { renderResponseFiles } from "./responses/index";
import { renderRulesFile } from "./rulesFile";

/** Renders everything that one host gets: pure, the same for the same policy. */
export function renderHost(policy: Policy, fleet: Fleet, host: Host): RenderedHost {
  const { files: ofResponses, ...rest } = renderResponseFiles(policy, fleet, host);
  if (host.role === "agent") return { files: ofResponses, ...rest };
  // Each node of a cluster writes the alerts of its own agents.
  const files = [...ofResponses, ...(policy.forward ? [forwardFile(policy.forward)] : [])];
  const { part, arConf } = renderOssecPart(policy);
  const rules = rulesFile(policy);
  if (host.role === "master") {
    const agentConf = agentConfParts(policy);
    return { files: [...files, ...rules], ...rest, part, arConf, ...(agentConf && { agentConf }) };
  }
  const awaits = Object.fromEntries(
    rules.map(({ path, content }) => [path, createHash("sha256").update(content).digest("hex")]),
  );
  return { files, ...rest, part, arConf, ...(rules.length > 0 && { awaits }) };
}

// In a cluster the master hands etc/rules on to its workers.
function rulesFile(policy: Policy): HostFile[] {
  const content = renderRulesFile(policy);
  if (content === "") return [];
  return [{ path: RULES_FILE, owner: "wazuh", group: "wazuh", mode: "0660", content }];
}
