import type { Policy } from "../model/policy";
import type { Response, TriggeredResponse } from "../model/response";
import { commandOf, fallbackOf, wireName, type CommandRow } from "./commands";
import { element, printElements, type Element } from "./element";

/** Our part of ossec.conf, and the rows that it adds to ar.conf. */
export interface OssecPart {
  /** A root of its own: global/white_list, command, active-response. Ends with a newline. */
  readonly part: string;
  /** `name - executable - timeout`, in the order of the file. */
  readonly arConf: readonly string[];
}

/** Renders our part of the manager's ossec.conf. Stable: the order is that of the policy. */
export function renderOssecPart(policy: Policy): OssecPart {
  const triggered = policy.responses.filter(isTriggered);
  const commands = new Map<string, CommandRow>();
  const blocks: Element[] = [];
  const rows: string[] = [];
  for (const response of triggered) {
    const row = commandOf(response);
    commands.set(row.name, row);
    blocks.push(block(row, response));
    rows.push(arRow(row));
    const fallback = fallbackOf(response);
    if (!fallback) continue;
    commands.set(fallback.name, fallback);
    // Without rules, group or level it never fires: it only puts its row into ar.conf, behind ours.
    blocks.push(block(fallback, undefined));
    rows.push(arRow(fallback));
  }
  const root = element("ossec_config", [
    ...whitelist(policy),
    ...[...commands.values()].map(command),
    ...blocks,
  ]);
  return {
    part: root.content.length === 0 ? "" : printElements([root]),
    arConf: [...new Set(rows)],
  };
}

/** True for every response but isolation. */
export function isTriggered(response: Response): response is TriggeredResponse {
  return response.kind !== "isolate-host";
}

function arRow(row: CommandRow): string {
  return `${wireName(row)} - ${row.executable} - ${row.timeout}`;
}

function whitelist(policy: Policy): Element[] {
  if (policy.whitelist.length === 0) return [];
  const lines = policy.whitelist.map(({ address }) =>
    element("white_list", address.includes(":") ? `^${address}$` : address),
  );
  return [element("global", lines)];
}

function command({ name, executable, timeoutAllowed, extraArgs }: CommandRow): Element {
  return element("command", [
    element("name", name),
    element("executable", executable),
    ...(extraArgs !== undefined ? [element("extra_args", extraArgs)] : []),
    ...(timeoutAllowed ? [element("timeout_allowed", "yes")] : []),
  ]);
}

function block(row: CommandRow, response: TriggeredResponse | undefined): Element {
  const location = response?.location ?? "local";
  return element("active-response", [
    // The first <disabled> of the file decides whether execd of the manager runs.
    element("disabled", "no"),
    element("command", row.name),
    ...(typeof location === "string"
      ? [element("location", location)]
      : [element("location", "defined-agent"), element("agent_id", location.agentId)]),
    ...(response && response.rules.length > 0
      ? [element("rules_id", [...response.rules].sort((a, b) => a - b).join(","))]
      : []),
    ...(response?.groups?.length ? [element("rules_group", response.groups.join("|"))] : []),
    ...(response?.level !== undefined ? [element("level", String(response.level))] : []),
    ...(row.timeout > 0 ? [element("timeout", String(row.timeout))] : []),
  ]);
}
