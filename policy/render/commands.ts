import { parseCommandName, type CommandName } from "../model/commandName";
import { parseDuration, type Seconds } from "../model/duration";
import { EXECUTABLES } from "../model/hostPaths";
import { Refusals } from "../model/refusals";
import type { Mode, Policy } from "../model/policy";
import { LOCATION } from "../model/keys/triggered";
import { isTriggered, type TriggeredResponse } from "../model/response";
import { byAlertsOf } from "../model/kinds/traitsOf";
import { MODE } from "../model/keys/policy";

const NEVER = parseDuration(0);

/** One `<command>` with the timeout of its response: a row of ar.conf. */
export interface CommandRow {
  readonly name: CommandName;
  readonly executable: string;
  /** 0 where the command has no timeout. */
  readonly timeout: Seconds;
  readonly timeoutAllowed: boolean;
  readonly extraArgs?: string;
}

/** What Wazuh calls a row on the wire: name and timeout, written together. */
export function wireName({ name, timeout }: Pick<CommandRow, "name" | "timeout">): string {
  return `${name}${timeout}`;
}

/** The command of a response. */
export function commandOf(response: TriggeredResponse): CommandRow {
  const kind = byAlertsOf(response);
  const { executable, extraArgs = [] } = kind.runs(response);
  const timeout = "timeout" in response ? response.timeout : undefined;
  return {
    // Where a kind has no name of its own, the types ask for one in the response.
    name: response.command ?? parseCommandName(kind.command ?? ""),
    executable,
    timeout: timeout ?? NEVER,
    timeoutAllowed: timeout !== undefined,
    ...(extraArgs.length > 0 && { extraArgs: extraArgs.join(" ") }),
  };
}

/**
 * A second row of the same wire name with the stock executable, for hosts that do not have ours: execd takes the first
 * row whose file exists. Two commands cannot share a name (the first wins), so the name takes over leading digits of
 * the timeout: `firewall-drop3` with 600 is `firewall-drop3600` too. The host without our script then reverts after
 * the shorter time.
 * @returns undefined where no split of the digits leaves a timeout above 0 without a leading zero, or the name is too long.
 */
export function fallbackOf(response: TriggeredResponse, mode: Mode = MODE): CommandRow | undefined {
  const { fallback } = byAlertsOf(response);
  // In a stack that observes it would act in earnest.
  if (mode === "observe" || !fallback?.wanted(response) || runsForeign(response)) return undefined;
  const row = commandOf(response);
  const digits = String(row.timeout);
  for (let taken = 1; taken < digits.length; taken++) {
    const rest = digits.slice(taken);
    if (rest.startsWith("0")) continue;
    const name = new Refusals().parse(
      "command",
      row.name + digits.slice(0, taken),
      parseCommandName,
    );
    if (name === undefined) return undefined;
    return {
      name,
      executable: fallback.executable,
      timeout: parseDuration(rest),
      timeoutAllowed: true,
    };
  }
  return undefined;
}

/** A row of ar.conf with what it is for. */
export interface PolicyRow extends CommandRow {
  readonly response: TriggeredResponse;
  /** Index of the response in the policy. */
  readonly index: number;
  /** For hosts without our script; it has no selector, so nothing triggers it. */
  readonly fallback: boolean;
}

/** The rows of a policy in the order of ossec.conf; Wazuh writes one for each block, equal ones too. */
export function rowsOf(policy: Policy): readonly PolicyRow[] {
  const fallbacks = new Set<string>();
  const sent = new Set<string>();
  return policy.responses.flatMap((response, index): PolicyRow[] => {
    if (!isTriggered(response)) return [];
    const row = rowOf(policy, response);
    const left = notSent(response, row, sent);
    const own = left ? [{ ...row, response: left, index, fallback: false }] : [];
    const other = fallbackOf(response, policy.mode);
    if (!other || fallbacks.has(wireName(other))) return own;
    fallbacks.add(wireName(other));
    return [...own, { ...other, response, index, fallback: true }];
  });
}

/**
 * A response without the rules at which an earlier one sends the same to the same place; nothing where none is left. What
 * responses of several places (`on`) share is sent once, and each host does with it what its own settings say.
 */
function notSent(
  response: TriggeredResponse,
  row: CommandRow,
  sent: Set<string>,
): TriggeredResponse | undefined {
  // Without a place of its own it is what somebody wrote twice, which lint says.
  if (!response.on) return response;
  const place = JSON.stringify([
    row.name,
    row.timeout,
    row.executable,
    response.location ?? LOCATION,
  ]);
  const isNew = (trigger: string): boolean => {
    const key = `${place} ${trigger}`;
    if (sent.has(key)) return false;
    sent.add(key);
    return true;
  };
  const { groups, level, ...rest } = response;
  const selects = (groups?.length ?? 0) > 0 || level !== undefined;
  const rules = response.rules.filter((id) => isNew(`rule ${id}`));
  if (selects && !isNew(JSON.stringify([groups ?? [], level ?? 0])))
    return rules.length > 0 ? { ...rest, rules } : undefined;
  return rules.length > 0 || selects || response.rules.length === 0
    ? { ...response, rules }
    : undefined;
}

/** The row of a response as the policy's mode makes it. */
export function rowOf({ mode }: Pick<Policy, "mode">, response: TriggeredResponse): CommandRow {
  const row = commandOf(response);
  // An executable that is not ours cannot be told to observe: another one of ours runs in its place.
  return mode === "observe" && runsForeign(response)
    ? { ...row, executable: EXECUTABLES.observe }
    : row;
}

/** True where a response runs an executable that the stack does not bring, and so cannot change. */
export function runsForeign(response: TriggeredResponse): boolean {
  return byAlertsOf(response).runs(response).whose === "the host's";
}
