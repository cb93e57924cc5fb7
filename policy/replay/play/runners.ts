import { keysOf, protocolOf } from "../../model/customScript";
import { ofKind } from "../../model/kinds/traitsOf";
import type { Policy } from "../../model/policy";
import type { CustomResponse } from "../../model/response";
import { besideTable, commandsAsked, renderHostList } from "../../render/responses/hostList";
import { readHostList } from "../judge/hostList";
import type { RunnerSettings } from "../judge/runner";

/** The runner of a script of the user's own; undefined where the script speaks with wazuh-execd itself. */
export type Runners = (response: CustomResponse) => RunnerSettings | undefined;

/** Finds the settings at the top of each runner; those of one executable share it. */
export function runnersOf(policy: Policy, shared: Pick<RunnerSettings, "logs" | "lists">): Runners {
  const all = ofKind(policy.responses, "custom");
  const made = new Map<CustomResponse, RunnerSettings>();
  return (response) => {
    if (protocolOf(response) === "own") return undefined;
    const known = made.get(response);
    if (known) return known;
    const same = all.filter(({ executable }) => executable === response.executable);
    const { commandsElse } = commandsAsked(same, policy);
    const settings: RunnerSettings = {
      ...shared,
      fields: response.field ?? [],
      keys: keysOf(response),
      stateful: same.some(({ timeout = 0 }) => timeout > 0),
      hostList: readHostList(renderHostList(besideTable(policy)), { commands: "", commandsElse }),
    };
    made.set(response, settings);
    return settings;
  };
}

/** Fields that name what a script of the user's own acts on, where wazuh-execd is to know it again. */
export function keyFields({ responses }: Policy): readonly string[] {
  return ofKind(responses, "custom").flatMap((response) =>
    protocolOf(response) === "own" ? [] : keysOf(response),
  );
}
