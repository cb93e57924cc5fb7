import { coverageOf, type Coverage } from "../policy/coverage/coverage";
import type { KnownAgent } from "./api/wazuhApi";
import type { HostCheck } from "./checkHosts";
import { joinedHosts, type GoodStack } from "./joined";
import { managerOf } from "./manager/manager";

/** agent_control -l prints no system, and the stock executable of another one is no fallback. */
const NO_SYSTEMS =
  "over SSH the manager does not tell the systems of its agents: on one that runs Windows the fallback does not run either; with the key api in the stack it is told";

/** Asks the manager for its agents, by its API or over SSH. @param note hears why that cannot be told */
export async function askCoverage(
  stack: GoodStack,
  note: (line: string) => void,
): Promise<Coverage | undefined> {
  if (stack.input.stack?.role === "location") return undefined;
  try {
    const known = await managerOf(stack, undefined, note).agents();
    const coverage = await coverageFor(stack, known);
    const guessed = coverage?.gaps.some(({ state }) => state === "fallback");
    if (guessed && known.every(({ os }) => os === undefined)) note(NO_SYSTEMS);
    return coverage;
  } catch (error) {
    note(`which agents are enrolled is not known: ${(error as Error).message}`);
    return undefined;
  }
}

/**
 * What the agents that the manager knows have of the policy.
 * @returns undefined where only a part of the fleet is known here: the stack of a location, or locations never rolled out.
 */
export async function coverageFor(
  stack: GoodStack,
  known: readonly KnownAgent[],
): Promise<Coverage | undefined> {
  if (stack.input.stack?.role === "location") return undefined;
  const { policy, fleet } = await joinedHosts(stack);
  if (fleet.partial === true) return undefined;
  return coverageOf(
    policy,
    fleet,
    known.map(({ id, name, os }) => ({
      id,
      name,
      ...(os?.platform !== undefined && { platform: os.platform }),
    })),
  );
}

/** Puts what is not covered among the checks: agents outside of the stack as rows of their own. */
export function withCoverage(checks: readonly HostCheck[], coverage: Coverage): HostCheck[] {
  const { gaps, notEnrolled } = coverage;
  const known = checks.map((check): HostCheck => {
    if (!notEnrolled.includes(check.host) || check.reason !== undefined) return check;
    const detail = "the manager knows no agent of this name: no response reaches it";
    return {
      ...check,
      state: "drift",
      drift: [...check.drift, { what: "not enrolled", detail }],
    };
  });
  const others = gaps
    .filter(({ agent }) => !checks.some(({ host }) => host === agent))
    .map(({ agent, id, state, why }): HostCheck => {
      return { host: agent, role: "agent", state, drift: [], reason: `agent ${id}: ${why}` };
    });
  return [...known, ...others];
}
