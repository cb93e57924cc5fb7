import { coverageOf, type Coverage } from "../../policy/plan/coverage/coverage";
import type { KnownAgent } from "./api/wazuhApi";
import type { HostCheck } from "./checkHosts";
import { joinedHosts, type GoodStack } from "./joined";
import { enrolledAgent, enrolledOf } from "./manager/enrolled";

/** What the agents that the manager knows have of the stack's policy; undefined, and noted why, where that is not known. */
export async function askCoverage(
  stack: GoodStack,
  note: (line: string) => void,
  over?: "api",
): Promise<Coverage | undefined> {
  if (stack.input.stack?.role === "location") return undefined;
  const joined = await joinedHosts(stack);
  const enrolled = await enrolledOf(stack, joined.fleet, note, { over });
  return enrolled && coverageOf(joined.policy, joined.fleet, enrolled);
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
  return fleet.partial === true ? undefined : coverageOf(policy, fleet, known.map(enrolledAgent));
}

/** Puts what is not covered among the checks: agents outside of the stack as rows of their own. */
export function withCoverage(checks: readonly HostCheck[], coverage: Coverage): HostCheck[] {
  const { gaps, notEnrolled } = coverage;
  const five = new Map(gaps.filter(({ cause }) => cause === "five").map((gap) => [gap.agent, gap]));
  const known = checks.map((check): HostCheck => {
    const gap = five.get(check.host);
    if (gap && check.reason === undefined) {
      const row = { what: "Wazuh 5", detail: `agent ${gap.id}: ${gap.why}` };
      return { ...check, state: "drift", drift: [...check.drift, row] };
    }
    if (!notEnrolled.includes(check.host) || check.reason !== undefined) return check;
    const detail = "the manager has no agent with this name: no response reaches it";
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
