import {
  contentOf,
  CUSTOM,
  folderOf,
  keysOf,
  programOf,
  protocolOf,
} from "../../model/customScript";
import { parseDuration } from "../../model/duration";
import { ACTIVE_RESPONSE, EXECUTABLES } from "../../model/hostPaths";
import type { HostFile } from "../../model/hostFile";
import { MODE } from "../../model/keys/policy";
import { byAlertsOf } from "../../model/kinds/traitsOf";
import { isTriggered, type CustomResponse, type Response } from "../../model/response";
import { awkProgram, renderTemplate } from "../template";
import type { Around } from "./around";
import { commandsAsked, hostListFiles, hostListOf } from "./hostList";
import { BLOCK_LISTS, managerNames, renderBlockLists } from "./blockLists";
import { besides, executable, type ResponseFiles } from "./executable";
import { JUDGE_PARTS } from "./judgeParts";
import { logSettings } from "./logSettings";

const JUDGE = [...JUDGE_PARTS, "custom-runner.awk"];

/** The lists for runners of a host that has none for block-ip; nft never loads this file. */
const RUNNER_LISTS = `${ACTIVE_RESPONSE}/custom-runner.nft`;

/** What every runner lets awk run, a file of its own. */
export function runnerProgram(): string {
  return awkProgram(JUDGE);
}

/**
 * The files of a custom response: the executable that wazuh-execd runs is our runner, and the user's program lies in a
 * folder of its own; or, by its own protocol, the executable is the user's program.
 * @param around those of one executable share its runner, and the lists may be there for block-ip.
 */
export function customFiles(
  response: CustomResponse,
  around: Around<CustomResponse>,
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
    executable(name, runnerOf(response, around)),
    besides(`${ACTIVE_RESPONSE}/custom-runner.awk`, { content: runnerProgram() }),
    besides(`${folder}/${name}`, { mode: "0750", ...content }),
    ...more,
    ...lists(response, around),
  ];
  return { files, tools: ["awk", "timeout", ...tools] };
}

/** The runner itself. wazuh-execd does not say which of several responses it runs an executable for. */
function runnerOf(
  response: CustomResponse,
  { all, placed, policy, fleet }: Around<CustomResponse>,
): string {
  const { executable: name, field = [], timeLimit = parseDuration(CUSTOM.timeLimit) } = response;
  const stateful = all.some((other) => other.executable === name && (other.timeout ?? 0) > 0);
  return renderTemplate("responses/custom-runner.sh.hbs", {
    name,
    script: `${folderOf(response)}/${name}`,
    limit: timeLimit,
    stateful: stateful ? "yes" : "",
    fields: field.join(" "),
    keys: keysOf(response).join(" "),
    lists: placed.some(bringsLists) ? BLOCK_LISTS : RUNNER_LISTS,
    managers: managerNames(fleet).join(" "),
    hostList: field.length > 0 ? hostListOf(policy) : "",
    commands: commandsAsked(
      all.filter((other) => other.executable === name),
      policy,
    ).commandsElse,
    mode: policy.mode ?? MODE,
    ...logSettings(policy),
  });
}

function lists(
  { field }: CustomResponse,
  { placed, policy, fleet }: Around<CustomResponse>,
): HostFile[] {
  if (field === undefined) return [];
  if (placed.some(bringsLists)) return [];
  return [
    ...hostListFiles(policy),
    besides(RUNNER_LISTS, { content: renderBlockLists(policy, fleet) }),
  ];
}

/** True where it blocks in our table, whose lists the host then has. */
function bringsLists(response: Response): boolean {
  return (
    isTriggered(response) && byAlertsOf(response).runs(response).executable === EXECUTABLES.blockIp
  );
}
