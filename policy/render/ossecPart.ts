import type { Policy } from "../model/policy";
import type { TriggeredResponse } from "../model/response";
import { rowsOf, wireName, type CommandRow } from "./commands";
import { element, printElements, type Element } from "./element";
import { LOCATION } from "../model/keys/triggered";

/** Our part of ossec.conf, and the rows that it adds to ar.conf. */
export interface OssecPart {
  /** A root of its own: global/white_list, command, active-response. Ends with a newline. */
  readonly part: string;
  /** `name - executable - timeout`, in the order of the file; Wazuh writes one for each block, equal ones too. */
  readonly arConf: readonly string[];
}

/** The two comments around our part, each on a line of its own; the installer has them in 50-ossec.sh. */
export const PART_BEGIN =
  "<!-- wazuh-active-response: begin. Rendered; edit the stack, not this part. -->";
export const PART_END = "<!-- wazuh-active-response: end -->";

/** A part as the installer writes it at the top of the file, with the comments by which it finds it again. */
export function markedPart(part: string): string {
  return part === "" ? "" : `${PART_BEGIN}\n${part}${PART_END}\n`;
}

/** Renders our part of the manager's ossec.conf. Stable: the order is that of the policy. */
export function renderOssecPart(policy: Policy): OssecPart {
  const root = ossecElement(policy);
  return {
    part: root.content.length === 0 ? "" : printElements([root]),
    arConf: rowsOf(policy).map(arRow),
  };
}

/** Our part as a tree; without children where the policy has neither white list nor responses. */
export function ossecElement(policy: Policy): Element {
  const rows = rowsOf(policy);
  // The first command of a name wins, in Wazuh too; lint sees to it that a name has one meaning.
  const commands = new Map([...rows].reverse().map((row) => [row.name, row]));
  const named = [...new Set(rows.map(({ name }) => name))].flatMap(
    (name) => commands.get(name) ?? [],
  );
  return element("ossec_config", [
    ...whitelist(policy),
    ...named.map(command),
    // Without rules, group or level a fallback never fires: it only puts its row into ar.conf, behind ours.
    ...rows.map((row) => block(row, row.fallback ? undefined : row.response)),
  ]);
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
  const location = response?.location ?? LOCATION;
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
