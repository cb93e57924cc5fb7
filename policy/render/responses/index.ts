import { BIN, EXECUTABLES } from "../../model/executables";
import type { Fleet, Host } from "../../model/fleet";
import type { HostFile } from "../../model/hostFile";
import type { Placement } from "../../model/placement";
import type { Policy } from "../../model/policy";
import type { Response } from "../../model/response";
import { renderTemplate, scriptText } from "../template";
import { BLOCK_LISTS, renderBlockLists } from "./blockLists";

/** The files of responses that a host gets, and the tools that they need there. */
export interface ResponseFiles {
  readonly files: readonly HostFile[];
  readonly tools: readonly string[];
}

/** Renders the scripts of every response that is placed on the host; managers get all. */
export function renderResponseFiles(policy: Policy, fleet: Fleet, host: Host): ResponseFiles {
  const files = new Map<string, HostFile>();
  const tools = new Set<string>();
  for (const response of policy.responses) {
    if (!isPlacedOn(response, host)) continue;
    const rendered = filesOf(response, policy);
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

const executable = (name: string, content: string): HostFile => ({
  path: `${BIN}/${name}`,
  owner: "root",
  group: "wazuh",
  mode: "0750",
  content,
});

function filesOf(response: Response, policy: Policy): ResponseFiles {
  const message = scriptText("responses/message.sh");
  switch (response.kind) {
    case "block-ip":
      if (response.backend === "iptables") return { files: [], tools: ["iptables"] };
      return {
        files: [
          executable(
            EXECUTABLES.blockIp,
            renderTemplate("responses/block-ip.sh.hbs", { seconds: response.timeout, message }),
          ),
          {
            path: BLOCK_LISTS,
            owner: "root",
            group: "wazuh",
            mode: "0640",
            content: renderBlockLists(policy),
            reload: ["nft", "-f", BLOCK_LISTS],
            unload: ["nft", "delete", "table", "inet", "wazuh_active_response"],
          },
        ],
        tools: ["nft", "ip", "awk"],
      };
    case "kill-process":
      return {
        files: [
          executable(
            EXECUTABLES.killProcess,
            renderTemplate("responses/kill-malicious-process.sh.hbs", {
              processes: [...new Set(response.processes)].join(" "),
              message,
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
