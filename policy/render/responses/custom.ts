import { contentOf, folderOf, keysOf, programOf, protocolOf } from "../../model/customScript";
import { parseDuration } from "../../model/duration";
import { ACTIVE_RESPONSE } from "../../model/executables";
import type { Fleet } from "../../model/fleet";
import type { HostFile } from "../../model/hostFile";
import { CUSTOM } from "../../model/keys/custom";
import { MODE } from "../../model/keys/policy";
import type { Policy } from "../../model/policy";
import type { CustomResponse, Response } from "../../model/response";
import { awkProgram, renderTemplate } from "../template";
import { isBlockIp } from "./blockIp";
import { BLOCK_LISTS, managerNames, renderBlockLists } from "./blockLists";
import { besides, executable, type ResponseFiles } from "./executable";
import { logSettings } from "./logSettings";

const JUDGE = [
  "json.awk",
  "refused.awk",
  "address.awk",
  "daemons.awk",
  "provenance.awk",
  "embedded.awk",
  "never.awk",
  "own.awk",
  "nameserver.awk",
  "why-listed.awk",
  "spared.awk",
  "uptime.awk",
  "custom-runner.awk",
];

/** The lists for runners of a host that has none for block-ip; nft never loads this file. */
const RUNNER_LISTS = `${ACTIVE_RESPONSE}/custom-runner.nft`;

/** What every runner lets awk run, a file of its own. */
export function runnerProgram(): string {
  return awkProgram(JUDGE);
}

/**
 * The files of a custom response: the executable that wazuh-execd runs is our runner, and the user's program lies in a
 * folder of its own; or, by its own protocol, the executable is the user's program.
 * @param placed all responses of the host: those of one executable share its runner, and the lists may be there for block-ip.
 */
export function customFiles(
  response: CustomResponse,
  placed: readonly Response[],
  policy: Policy,
  fleet: Fleet,
): ResponseFiles {
  const { executable: name, tools = [] } = response;
  const program = programOf(response);
  const folder = folderOf(response);
  const more = (response.files ?? [])
    .filter((file) => file.name !== name)
    .map((file) =>
      besides(`${folder}/${file.name}`, { mode: file.mode ?? CUSTOM.mode, ...contentOf(file) }),
    );
  if (program === undefined) return { files: more, tools };
  const content = {
    content: program.content,
    ...(program.encoding && { encoding: program.encoding }),
  };
  if (protocolOf(response) === "own") {
    return { files: [{ ...executable(name, ""), ...content }, ...more], tools };
  }
  const files = [
    executable(name, runnerOf(response, placed, policy, fleet)),
    besides(`${ACTIVE_RESPONSE}/custom-runner.awk`, { content: runnerProgram() }),
    besides(`${folder}/${name}`, { mode: "0750", ...content }),
    ...more,
    ...lists(response, placed, policy, fleet),
  ];
  return { files, tools: ["awk", "timeout", ...tools] };
}

/** The runner itself. wazuh-execd does not say which of several responses it runs an executable for. */
function runnerOf(
  response: CustomResponse,
  placed: readonly Response[],
  policy: Policy,
  fleet: Fleet,
): string {
  const { executable: name, field = [], timeLimit = parseDuration(CUSTOM.timeLimit) } = response;
  const stateful = placed.some(
    (other) => other.kind === "custom" && other.executable === name && (other.timeout ?? 0) > 0,
  );
  return renderTemplate("responses/custom-runner.sh.hbs", {
    name,
    script: `${folderOf(response)}/${name}`,
    limit: timeLimit,
    stateful: stateful ? "yes" : "",
    fields: field.join(" "),
    keys: keysOf(response).join(" "),
    lists: placed.some(isBlockIp) ? BLOCK_LISTS : RUNNER_LISTS,
    managers: managerNames(fleet).join(" "),
    mode: policy.mode ?? MODE,
    ...logSettings(policy),
  });
}

function lists(
  { field }: CustomResponse,
  placed: readonly Response[],
  policy: Policy,
  fleet: Fleet,
): HostFile[] {
  if (field === undefined || placed.some(isBlockIp)) return [];
  return [besides(RUNNER_LISTS, { content: renderBlockLists(policy, fleet) })];
}
