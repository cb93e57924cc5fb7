import { EXECUTABLES } from "../../model/executables";
import type { Fleet, Host } from "../../model/fleet";
import type { HostFile } from "../../model/hostFile";
import type { Placement } from "../../model/placement";
import type { Policy } from "../../model/policy";
import type { BlockIp, Response } from "../../model/response";
import { renderTemplate } from "../template";
import { blockIpFiles } from "./blockIp";
import { executable, type ResponseFiles } from "./executable";

/** Renders the scripts of every response that is placed on the host; managers get all. */
export function renderResponseFiles(policy: Policy, fleet: Fleet, host: Host): ResponseFiles {
  const files = new Map<string, HostFile>();
  const tools = new Set<string>();
  const placed = policy.responses.filter((response) => isPlacedOn(response, host));
  for (const response of placed) {
    const rendered = filesOf(response, placed, policy, fleet);
    for (const file of rendered.files) files.set(file.path, file);
    for (const tool of rendered.tools) tools.add(tool);
  }
  return { files: [...files.values()], tools: [...tools] };
}

/** True where the host gets the response's files. */
export function isPlacedOn(response: Response, host: Host): boolean {
  const on: Placement =
    response.kind === "isolate-host" ? (response.on ?? {}) : (response.on ?? {});
  if (host.role !== "agent") return true;
  return (
    (on.agents?.includes(host.name) ?? true) &&
    (on.locations?.includes(host.location ?? "") ?? true) &&
    Object.entries(on.labels ?? {}).every(([key, value]) => host.labels?.[key] === value)
  );
}

function filesOf(
  response: Response,
  placed: readonly Response[],
  policy: Policy,
  fleet: Fleet,
): ResponseFiles {
  switch (response.kind) {
    case "block-ip":
      return response.backend === "iptables"
        ? { files: [], tools: ["iptables"] }
        : blockIpFiles(placed.filter(isBlockIp), policy, fleet);
    case "kill-process":
      return {
        files: [
          executable(
            EXECUTABLES.killProcess,
            renderTemplate("responses/kill-malicious-process.sh.hbs", {
              processes: processesOf(placed).join("\n"),
            }),
          ),
        ],
        tools: ["awk", "logger"],
      };
    case "custom":
      return {
        files:
          response.script === undefined ? [] : [executable(response.executable, response.script)],
        tools: response.tools ?? [],
      };
    case "disable-account":
    case "isolate-host":
      return { files: [], tools: [] };
    default:
      return response satisfies never;
  }
}

function isBlockIp(response: Response): response is BlockIp {
  return response.kind === "block-ip" && response.backend !== "iptables";
}

// One executable for all kill-process responses: it gets the names of all.
function processesOf(responses: readonly Response[]): readonly string[] {
  const named = responses.flatMap((response) =>
    response.kind === "kill-process" ? response.processes : [],
  );
  return [...new Set(named)];
}
