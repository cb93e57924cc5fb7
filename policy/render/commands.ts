import { parseCommandName, type CommandName } from "../model/commandName";
import { programOf } from "../model/customScript";
import { parseDuration, type Seconds } from "../model/duration";
import { EXECUTABLES } from "../model/executables";
import { Refusals } from "../model/refusals";
import type { Mode, Policy } from "../model/policy";
import { isTriggered, type TriggeredResponse } from "../model/response";
import { MODE } from "../model/keys/policy";
import { BLOCK_IP, DISABLE_COMMAND, KILL_COMMAND } from "../model/keys/responses";

const NEVER = parseDuration(0);
const FIREWALL_DROP = parseCommandName(BLOCK_IP.command);
const KILL = parseCommandName(KILL_COMMAND);
const DISABLE = parseCommandName(DISABLE_COMMAND);

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
  switch (response.kind) {
    case "block-ip":
      return {
        name: response.command ?? FIREWALL_DROP,
        executable: response.backend === "iptables" ? "firewall-drop" : EXECUTABLES.blockIp,
        timeout: response.timeout,
        timeoutAllowed: true,
      };
    case "kill-process":
      return {
        name: response.command ?? KILL,
        executable: EXECUTABLES.killProcess,
        timeout: NEVER,
        timeoutAllowed: false,
      };
    case "disable-account":
      return {
        name: response.command ?? DISABLE,
        executable: EXECUTABLES.disableAccount,
        timeout: response.timeout,
        timeoutAllowed: true,
      };
    case "custom":
      return {
        name: response.command,
        executable: response.executable,
        timeout: response.timeout ?? NEVER,
        timeoutAllowed: response.timeout !== undefined,
        ...(response.extraArgs?.length && { extraArgs: response.extraArgs.join(" ") }),
      };
    default:
      return response satisfies never;
  }
}

/**
 * A second row of the same wire name with the stock executable, for hosts that do not have ours: execd takes the first
 * row whose file exists. Two commands cannot share a name (the first wins), so the name takes over leading digits of
 * the timeout: `firewall-drop3` with 600 is `firewall-drop3600` too. The host without our script then reverts after
 * the shorter time.
 * @returns undefined where no split of the digits leaves a timeout above 0 without a leading zero, or the name is too long.
 */
export function fallbackOf(response: TriggeredResponse, mode: Mode = MODE): CommandRow | undefined {
  if (
    // It would block in earnest.
    mode === "observe" ||
    response.kind !== "block-ip" ||
    response.fallback === false ||
    response.backend === "iptables"
  ) {
    return undefined;
  }
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
      executable: "firewall-drop",
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
  return policy.responses.flatMap((response, index): PolicyRow[] => {
    if (!isTriggered(response)) return [];
    const own = {
      ...rowOf(policy, response),
      response,
      index,
      fallback: false,
    };
    const other = fallbackOf(response, policy.mode);
    if (!other || fallbacks.has(wireName(other))) return [own];
    fallbacks.add(wireName(other));
    return [own, { ...other, response, index, fallback: true }];
  });
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
  return (
    (response.kind === "block-ip" && response.backend === "iptables") ||
    (response.kind === "custom" && programOf(response) === undefined)
  );
}
